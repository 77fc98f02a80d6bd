// Moving about by keyboard.
import { openDialog } from "../../ui/js/dialogs.js";
import { addKey } from "../../ui/js/keys.js";
import { markUnread } from "./thread.js";

const deskKeys = document.getElementById("desk-keys").dataset;

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

addKey("j", deskKeys.next, () => moveFocus(1));
addKey("k", deskKeys.previous, () => moveFocus(-1));
addKey("u", deskKeys.unread, markUnread);
addKey("z", deskKeys.undo, () => document.querySelector("#toasts [data-undo]")?.click());
addKey("Control+k", deskKeys.find, () => openDialog("find"));
if (deskKeys.writeAt) addKey("c", deskKeys.write, () => location.assign(deskKeys.writeAt));
addKey("g a", deskKeys.now, () => goToQueue("now"));
addKey("g m", deskKeys.mine, () => goToQueue("mine"));
addKey("g p", deskKeys.promised, () => goToQueue("promised"));
addKey("g c", deskKeys.customer, () => goToQueue("customer"));
addKey("g s", deskKeys.solved, () => goToQueue("solved"));
