// Promising an update: the time that is picked writes itself into the answer, and goes along with it.
import { answerText, composer, typeWords } from "./form.js";

const promiseKey = () => `saath.promise.${composer().dataset.draft}`;

/** Say the promise in the way that the answer is written in already, or in the customer's own. */
function promiseIn(words, fallback) {
  const written = answerText().value;
  if (/[\u0900-\u097f]/.test(written)) return words.hi;
  if (/[\u0a80-\u0aff]/.test(written)) return words.gu;
  return words[written.trim() && /^(hi|gu)$/.test(fallback) ? `${fallback}-Latn` : fallback];
}

function writePromise(words) {
  const text = answerText(), end = text.value.trimEnd().length;
  text.focus();
  text.setSelectionRange(end, text.value.length);
  typeWords(end ? `\n\n${words}` : words);
}

function sendAlong(name, value) {
  const form = composer();
  const field = form.elements[name] ?? form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name }));
  field.value = value;
}

function promiseAlong({ until, kind, label }) {
  sendAlong("promised_until", until);
  sendAlong("promised_kind", kind);
  const line = composer().querySelector("[data-promised]");
  line.hidden = !until;
  line.querySelector(".chip > span").textContent = label;
}

// Words that promise stand in a composer again, after an error, a reload, or an answer that was taken back: so does the promise.
function promiseAgain() {
  if (!composer()?.querySelector("[data-promised]") || composer().elements.promised_until?.value) return;
  const kept = JSON.parse(localStorage.getItem(promiseKey()) ?? "null");
  if (!kept) return;
  if (new Date(kept.until) < new Date()) localStorage.removeItem(promiseKey());
  else if (answerText().value.includes(kept.words)) promiseAlong(kept);
}

document.addEventListener("submit", (event) => {
  const form = event.target, button = event.submitter;
  if (!form.matches("[data-promising]") || form.elements.spoken.checked || !button?.dataset.words) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const kind = form.elements.kind.value;
  const words = promiseIn(JSON.parse(button.dataset.words)[kind], form.dataset.way);
  const promised = { until: button.value, kind, label: button.textContent.trim(), words };
  form.closest("[popover]").hidePopover();
  writePromise(words);
  promiseAlong(promised);
  localStorage.setItem(promiseKey(), JSON.stringify(promised));
}, { capture: true });
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-promised] button")) return;
  localStorage.removeItem(promiseKey());
  promiseAlong({ until: "", kind: "", label: "" });
});
document.addEventListener("htmx:afterSettle", () => setTimeout(promiseAgain));
setTimeout(promiseAgain);
