/* bundle: the frame with the conversation. */
import { beginHere, hearPage, tellPage } from "./js/shop-page.js";
import { begin, endVisit, isKnown, joinCustomer } from "./js/visitor.js";
import { hearLive, wantLive } from "./js/hearing.js";
import { hasLines } from "./js/lines.js";
import { hearConversation, sync } from "./js/conversation.js";
import { restoreWaiting } from "./js/outbox.js";
import { restoreDraft } from "./js/composer.js";
import { showNow, watchNow } from "./js/now.js";
import { isOpen, setOpen, turnToIt } from "./js/states.js";
import { showOpener } from "./js/opener.js";
import { wantOrder } from "./js/orders.js";
import "./js/older.js";
import "./js/reading.js";
import "./js/typing.js";
import "./js/after.js";
import "./js/contact.js";

hearPage("hello", async (said) => {
  begin(said.token ?? "", said.identity ?? "");
  restoreDraft(said.draft);
  showOpener(said.opener);
  wantOrder(said.order);
  restoreWaiting(said.waiting ?? []);
  if (said.isOpen) await opened();
  else if (isKnown()) await joinCustomer().then(sync);
});

hearPage("open", opened);

hearPage("close", () => {
  setOpen(false);
  watchNow(false);
  wantLive(false);
});

// Somebody else may sit at the same device now: what was said before is not for them to see.
hearPage("identity", async ({ identity }) => {
  const isJoined = await joinCustomer(identity);
  if (isJoined && hasLines()) return location.reload();
  await sync();
  wantLive(true);
});

// What is on its way still finds its places until the frame begins anew; nobody sees them.
hearPage("leave", async ({ token }) => {
  document.body.hidden = true;
  await endVisit(token);
  location.reload();
});

async function opened() {
  if (isOpen()) return turnToIt();
  setOpen(true);
  await Promise.all([showNow(), joinCustomer().then(sync)]);
  watchNow(isOpen());
  wantLive(true);
  turnToIt();
}

hearLive();
hearConversation();

document.addEventListener("click", ({ target }) => {
  const language = target.closest("[data-speak]")?.dataset.speak;
  if (language) tellPage("language", { code: language });
  if (target.closest("[data-close]")) tellPage("close");
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented && !event.isComposing && !document.querySelector(":popover-open")) tellPage("close");
});

beginHere();
