// The page of the shop around this frame. Only sites that the shop has named may frame it (its policy says so), and from its
// hello on everything goes to that page's exact address and nowhere else. Opened by a link, the frame stands alone.
import { dropWaiting, forget, keep, keepFor, keepWaiting, kept } from "../loader/kept.js";

const isAlone = parent === window;
let shopOrigin = "";
let shopTurn = 0;
let shopPage = {};
const pageCalls = {};

export function hearPage(call, act) {
  pageCalls[call] = act;
}

export function tellPage(call, said = {}) {
  if (isAlone) ownPage[call]?.(said);
  else if (shopOrigin) parent.postMessage({ call, turn: shopTurn, ...said }, shopOrigin);
}

/** Where on the shop's site the visitor is. */
export const whereOnSite = () => shopPage;

/** Begin by oneself where there is no page of the shop; else that page is asked to say hello, by a word that tells nothing. */
export function beginHere() {
  document.documentElement.toggleAttribute("data-alone", isAlone);
  if (!isAlone) return parent.postMessage({ call: "here" }, "*");
  keepFor(location.origin);
  pageCalls.hello({ ...kept(), isOpen: true });
}

/** What the shop's page does for the frame, done by itself. */
const ownPage = {
  keep: ({ token }) => keep({ token }),
  wait: ({ item }) => keepWaiting(item),
  left: ({ key }) => dropWaiting(key),
  forget: () => forget(),
  token: () => pageCalls.token({ token: kept().token ?? "" }),
  language: ({ code }) => location.replace(`?lang=${code}`),
};

addEventListener("message", ({ source, origin, data }) => {
  if (isAlone || source !== parent || (shopOrigin && origin !== shopOrigin)) return;
  if (!shopOrigin && data.call !== "hello") return;
  shopOrigin = origin;
  shopTurn = data.turn ?? shopTurn;
  shopPage = data.page ?? shopPage;
  pageCalls[data.call]?.(data);
});
