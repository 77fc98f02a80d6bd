// Words of the shop that have shown themselves on its page: whether they may, and what becomes of them when they are opened.
import { isLiveNow, showNow } from "./now.js";
import { ask } from "./requests.js";
import { hearPage, tellPage } from "./shop-page.js";
import { show } from "./states.js";
import { joinCustomer } from "./visitor.js";
import { sync } from "./conversation.js";

const greeting = document.getElementById("opener");
let shownOpener = "";
let isTalkedTo = false;

/** The words that the next message answers, by their id; "" for none. */
export const openerToAnswer = () => shownOpener;

/** They were answered: from now on they stand with the message. */
export function answeredOpener(id) {
  if (id && id === shownOpener) showOpener(null);
}

/** Show the words that the visitor has opened, and let them answer; without any, take them away. */
export function showOpener(opener) {
  shownOpener = opener?.id ?? "";
  greeting.hidden = !opener;
  if (!opener) return;
  const words = greeting.querySelector("p");
  words.textContent = opener.words;
  words.lang = opener.language;
  show("talk");
}

/** Only while somebody is there for one who begins now, and no conversation runs that they would be torn from. */
hearPage("free", async () => {
  await Promise.all([showNow(), joinCustomer().then(sync)]);
  tellPage("free", { isFree: isLiveNow() && !isTalkedTo });
});

hearPage("opener", ({ opener }) => showOpener(opener));

hearPage("count", ({ opener, what }) => ask("openers", { body: { opener, what } }).catch(() => {}));

document.addEventListener("chat:read", ({ detail: { conversation } }) => {
  isTalkedTo = Boolean(conversation) && conversation.state !== "solved";
});
