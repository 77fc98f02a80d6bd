// Writing: notes that look like notes, and sending that waits for files.
import { addKey } from "../../ui/js/keys.js";
import { changeKind, forgetOnDevice, layDraft, stopPausing } from "./drafts.js";
import { areFilesOnTheirWay, filesKept } from "./files.js";
import { answerText, composer, kindOf, typeWords } from "./form.js";
import { prepareShaping } from "./shaping.js";

function prepareComposer() {
  if (!composer() || composer().dataset.isReady) return;
  composer().dataset.isReady = "1";
  hearAnswer(composer());
  layDraft(composer());
  prepareShaping(composer());
  showKind();
  if (composer().querySelector("[role=alert]")) answerText().focus();
}

function showKind() {
  const isNote = kindOf() === "note";
  answerText().dataset.replyPlaceholder ??= answerText().placeholder;
  answerText().placeholder = isNote ? answerText().dataset.notePlaceholder : answerText().dataset.replyPlaceholder;
}

document.addEventListener("change", (event) => {
  if (event.target.name !== "kind" || !event.target.closest("#composer")) return;
  changeKind(composer());
  showKind();
  answerText().focus();
});

// Files that are on their way go with the words: sending waits for them.
document.addEventListener("htmx:confirm", (event) => {
  if (event.target.id !== "composer") return;
  stopPausing();
  if (!areFilesOnTheirWay()) return;
  event.preventDefault();
  filesKept().then(() => event.detail.issueRequest(true));
});

// The server may answer when another conversation is open: the form hears it.
function hearAnswer(form) {
  form.addEventListener("htmx:beforeOnLoad", (event) => {
    const isOfDraft = event.target !== form && event.detail.target?.id === "thread";
    if ((event.target === form || isOfDraft) && isTaken(event.detail.xhr)) forgetOnDevice(form);
  });
}

/** Tell from the server's answer whether it has taken what was sent: only then is the draft no longer needed. */
export function isTaken({ status, response }) {
  const page = new DOMParser().parseFromString(response, "text/html");
  return status === 200 && !page.querySelector("#composer [role=alert], #held[role=alert], #pause [role=alert]");
}

// A hint that was put away stays away for this answer.
document.addEventListener("click", (event) => {
  const hint = event.target.closest("[data-put-away]")?.closest("[data-hint]");
  if (!hint) return;
  composer().elements.asked.value += ` ${hint.dataset.hint}`;
  hint.remove();
  answerText().focus();
});

// What is known is put where the writer stands, and keeps the words around it apart.
document.addEventListener("click", (event) => {
  const words = event.target.closest("#write [data-type]")?.dataset.type;
  if (!words) return;
  const { value, selectionStart: start } = answerText();
  typeWords((/\S$/.test(value.slice(0, start)) ? " " : "") + words);
});

// The tools beside a conversation stay while somebody writes: Escape puts them away, if nothing else is open.
document.addEventListener("keydown", (event) => {
  const panel = document.querySelector("#staff-tools:popover-open");
  if (event.key !== "Escape" || event.isComposing || !panel || document.querySelector("dialog[open], :popover-open:not(#staff-tools)")) return;
  panel.hidePopover();
  answerText().focus();
});
document.addEventListener("htmx:afterSettle", ({ detail: { target } }) => {
  if (target?.id === "staff-tools") (target.querySelector("[data-type]") ?? target.querySelector(".input, a:not(header a)"))?.focus();
});

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
addKey("Control+Shift+Enter", () => {
  const button = composer()?.querySelector("[data-ctrl-shift-enter]");
  if (!button || kindOf() === "note") return false;
  button.click();
});
document.addEventListener("htmx:afterSettle", prepareComposer);
prepareComposer();
