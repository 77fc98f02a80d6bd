// Moving about by keyboard.
import { addKey } from "../../ui/js/keys.js";
import { markUnread } from "./thread.js";

function listLines() {
  return [...document.querySelectorAll("#list .scroll [data-conversation]")];
}

function moveFocus(step) {
  const all = listLines();
  const focused = all.indexOf(document.activeElement);
  const from = focused >= 0 ? focused : all.findIndex((line) => line.hasAttribute("aria-current"));
  const next = all[from < 0 ? 0 : Math.min(all.length - 1, Math.max(0, from + step))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function goToQueue(queue) {
  document.querySelector(`#navigation a[href$="/desk/${queue}/"]`)?.click();
}

addKey("j", () => moveFocus(1));
addKey("k", () => moveFocus(-1));
addKey("u", markUnread, () => document.querySelector("#thread[data-conversation]")?.checkVisibility());
const shownUndo = () => document.querySelector("#toasts [data-undo]");
addKey("z", () => shownUndo().click(), shownUndo);
// The link stands above the list, which a phone hides behind a conversation.
const toWriting = () => document.querySelector("#list [data-key=c]");
addKey("c", () => toWriting().click(), toWriting);
addKey("g a", () => goToQueue("now"));
addKey("g m", () => goToQueue("mine"));
addKey("g r", () => goToQueue("risk"));
addKey("g p", () => goToQueue("promised"));
addKey("g c", () => goToQueue("customer"));
addKey("g s", () => goToQueue("solved"));
