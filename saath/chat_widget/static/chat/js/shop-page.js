// The page of the shop around this frame. Only sites that the shop has named may frame it (its policy says so), and from the
// first word on everything goes to that page's exact address and nowhere else.
let shopOrigin = "";
let shopPage = {};
const pageCalls = {};

export function hearPage(call, act) {
  pageCalls[call] = act;
}

export function tellPage(call, said = {}) {
  if (shopOrigin) parent.postMessage({ call, ...said }, shopOrigin);
}

/** Where on the shop's site the visitor is. */
export const whereOnSite = () => shopPage;

addEventListener("message", ({ source, origin, data }) => {
  if (source !== parent || parent === window || (shopOrigin && origin !== shopOrigin)) return;
  if (!shopOrigin && data.call !== "hello") return;
  shopOrigin = origin;
  shopPage = data.page ?? shopPage;
  pageCalls[data.call]?.(data);
});
