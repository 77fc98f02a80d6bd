// Writing: drafts that survive, notes that look like notes, files that show before they go.
import { showTrouble } from "../../ui/js/trouble.js";

const DRAFT = "saath.draft.";
const DRAFT_PAUSE_MS = 500;
let draftTimer = 0;

const composer = () => document.getElementById("composer");
const answerText = () => document.getElementById("text");
const draftKey = () => DRAFT + composer().dataset.draft;

function prepareComposer() {
  if (!composer() || composer().dataset.isReady) return;
  composer().dataset.isReady = "1";
  if (!answerText().value) answerText().value = localStorage.getItem(draftKey()) ?? "";
  showKind();
  if (composer().querySelector("[role=alert]")) answerText().focus();
}

function showKind() {
  const isNote = composer().elements.kind?.value === "note";
  answerText().dataset.replyPlaceholder ??= answerText().placeholder;
  answerText().placeholder = isNote ? answerText().dataset.notePlaceholder : answerText().dataset.replyPlaceholder;
}

function keepDraft() {
  if (!composer()) return;
  if (answerText().value.trim()) localStorage.setItem(draftKey(), answerText().value);
  else localStorage.removeItem(draftKey());
}

function showChosen(input) {
  const list = composer().querySelector("[data-chosen]");
  list.replaceChildren(...[...input.files].map((file) => {
    const item = document.createElement("li");
    item.className = "chip";
    item.textContent = `${file.name} · ${Math.max(1, Math.round(file.size / 1024))} kB`;
    return item;
  }));
  list.hidden = input.files.length === 0;
}

function pasteFiles(event) {
  const pasted = [...event.clipboardData.files];
  if (!pasted.length || event.target.id !== "text") return;
  const input = composer().querySelector("[data-files]"), all = new DataTransfer();
  for (const file of [...input.files, ...pasted]) all.items.add(file);
  input.files = all.files;
  showChosen(input);
  event.preventDefault();
}

document.addEventListener("input", (event) => {
  if (event.target.id !== "text") return;
  clearTimeout(draftTimer);
  draftTimer = setTimeout(keepDraft, DRAFT_PAUSE_MS);
});
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-files]")) showChosen(event.target);
  if (event.target.name === "kind" && event.target.closest("#composer")) { showKind(); answerText().focus(); }
});
document.addEventListener("paste", pasteFiles);
// What takes the composer away may come before the pause does.
function keepDraftNow() {
  clearTimeout(draftTimer);
  keepDraft();
}
document.addEventListener("htmx:beforeRequest", keepDraftNow);
addEventListener("pagehide", keepDraftNow);

// Sent without a connection: it leaves when there is one, unless somebody writes on. The key of the form keeps it single.
let waiting = null;
document.addEventListener("htmx:sendError", (event) => {
  if (event.target.id !== "composer" || navigator.onLine) return;
  waiting = { form: event.target, button: event.detail.requestConfig.triggeringEvent?.submitter };
  showTrouble("waits");
});
document.addEventListener("input", (event) => {
  if (event.target.id === "text") waiting = null;
});
addEventListener("online", () => {
  const { form, button } = waiting ?? {};
  waiting = null;
  if (form?.isConnected) form.requestSubmit(button);
});
// Only when the server has taken it is the draft no longer needed.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.requestConfig?.elt?.id !== "composer" || event.detail.xhr.status !== 200) return;
  const fresh = new DOMParser().parseFromString(event.detail.serverResponse, "text/html");
  if (!fresh.querySelector("#composer [role=alert]")) localStorage.removeItem(draftKey());
});
// What is sent is done with: the keys work again, and a reader hears the conversation, not an empty field.
document.addEventListener("sent", () => {
  document.addEventListener("htmx:afterSettle", () => document.querySelector("#thread .flow")?.focus({ preventScroll: true }), { once: true });
});
document.addEventListener("htmx:afterSettle", prepareComposer);
prepareComposer();
