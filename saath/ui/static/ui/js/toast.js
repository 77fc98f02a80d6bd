// One toast at a time, ten seconds, with Undo where there is something to undo. Its time stands still while somebody is on it.
const TOAST_MS = 10_000;
let toastTimer = 0;

/** Show a line; `undo`, when given, is called at most once, and `done` when the time has passed without it. */
function showToast(text, { undo, done, milliseconds = TOAST_MS } = {}) {
  dismissToast();
  const toast = document.getElementById("toast-part").content.firstElementChild.cloneNode(true);
  toast.querySelector("[data-words]").textContent = text;
  const undoButton = toast.querySelector("[data-undo]");
  if (undo) undoButton.addEventListener("click", () => { dismissToast(); undo(); });
  else undoButton.remove();
  toast.querySelector("[data-dismiss]").addEventListener("click", () => { dismissToast(); done?.(); });
  document.getElementById("toasts").append(toast);
  const count = () => {
    clearTimeout(toastTimer);
    if (toast.isConnected) toastTimer = setTimeout(() => { dismissToast(); done?.(); }, milliseconds);
  };
  for (const name of ["pointerleave", "focusout"]) toast.addEventListener(name, count);
  for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, () => clearTimeout(toastTimer));
  count();
}

/** Take the toast away. */
function dismissToast() {
  clearTimeout(toastTimer);
  document.getElementById("toasts")?.replaceChildren();
}

// The server asks for a toast by the header HX-Trigger: {"toast": {"text": "…", "undoUrl": "/…", "undoTarget": "#…"}}.
// What the undoing answers fills the target; without one nothing is shown of it.
document.addEventListener("toast", (event) => {
  const { text, undoUrl, undoTarget } = event.detail;
  const place = undoTarget ? { target: undoTarget } : { target: "body", swap: "none" };
  showToast(text, { undo: undoUrl && (() => window.htmx.ajax("POST", undoUrl, place)) });
});

for (const held of document.querySelectorAll("template[data-toast]")) showToast(held.dataset.toast);
