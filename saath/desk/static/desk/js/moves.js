// Moving about by keyboard.
import { openDialog } from "../../ui/js/dialogs.js";
import { addKey } from "../../ui/js/keys.js";
import { markUnread } from "./thread.js";

const words = document.getElementById("desk-keys").dataset;

function lines() {
  return [...document.querySelectorAll("#rows [data-conversation]")];
}

function move(step) {
  const all = lines();
  const focused = all.indexOf(document.activeElement);
  const from = focused >= 0 ? focused : all.findIndex((line) => line.hasAttribute("aria-current"));
  const next = all[from < 0 ? 0 : Math.min(all.length - 1, Math.max(0, from + step))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function goTo(queue) {
  document.querySelector(`#navigation a[href$="/desk/${queue}/"]`)?.click();
}

addKey("j", words.next, () => move(1));
addKey("k", words.previous, () => move(-1));
addKey("u", words.unread, markUnread);
addKey("z", words.undo, () => document.querySelector("#toasts [data-undo]")?.click());
addKey("Control+k", words.find, () => openDialog("find"));
addKey("g a", words.now, () => goTo("now"));
addKey("g m", words.mine, () => goTo("mine"));
addKey("g c", words.customer, () => goTo("customer"));
addKey("g s", words.solved, () => goTo("solved"));
