// Writing: drafts that survive, notes that look like notes, files that show before they go.
import { showTrouble } from "../../ui/js/trouble.js";

const DRAFT = "saath.draft.";
const DRAFT_PAUSE_MS = 500;
let draftTimer = 0;

const composer = () => document.getElementById("composer");
const answerText = () => document.getElementById("text");
const draftKey = (form = composer()) => DRAFT + form.dataset.draft;

function prepareComposer() {
  if (!composer() || composer().dataset.isReady) return;
  composer().dataset.isReady = "1";
  hearAnswer(composer());
  if (!answerText().value) answerText().value = localStorage.getItem(draftKey()) ?? "";
  showKind();
  if (composer().querySelector("[role=alert]")) answerText().focus();
}

function showKind() {
  const isNote = composer().elements.kind?.value === "note";
  answerText().dataset.replyPlaceholder ??= answerText().placeholder;
  answerText().placeholder = isNote ? answerText().dataset.notePlaceholder : answerText().dataset.replyPlaceholder;
}

// A composer that has just come holds nothing until its draft is laid into it.
function keepDraft() {
  if (!composer()?.dataset.isReady) return;
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
// The server may answer when another conversation is open: the form hears it, and hands on what the page must know.
const HANDED_ON = ["toast", "htmx:responseError", "htmx:sendError", "htmx:timeout"];
function hearAnswer(form) {
  form.addEventListener("htmx:beforeOnLoad", (event) => {
    if (isTaken(event.detail.xhr)) localStorage.removeItem(draftKey(form));
  });
  for (const name of HANDED_ON) form.addEventListener(name, ({ detail }) => {
    if (!form.isConnected) document.dispatchEvent(new CustomEvent(name, { detail }));
  });
}

// Only when the server has taken it is the draft no longer needed.
function isTaken(xhr) {
  const page = new DOMParser().parseFromString(xhr.response, "text/html");
  return xhr.status === 200 && !page.querySelector("#composer [role=alert], #held[role=alert]");
}

// Who gets copies was changed: the keyboard goes on where it was, not at the top of the page.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "copies" || document.activeElement !== document.body) return;
  const copies = document.getElementById("copies");
  copies.querySelector("details[open] [name=copy], summary")?.focus();
});

// What is sent is done with: the keys work again, and a reader hears the conversation, not an empty field.
document.addEventListener("sent", () => {
  document.addEventListener("htmx:afterSettle", () => document.querySelector("#thread .flow")?.focus({ preventScroll: true }), { once: true });
});
document.addEventListener("htmx:afterSettle", prepareComposer);
prepareComposer();
