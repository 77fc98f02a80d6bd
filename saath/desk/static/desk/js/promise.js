// Promising an update: the time that is picked writes itself into the answer, and goes along with it.
const answerForm = () => document.getElementById("composer");

/** Say the promise in the way that the answer is written in already, or in the customer's own. */
function promiseIn(words, fallback) {
  const written = document.getElementById("text").value;
  if (/[\u0900-\u097f]/.test(written)) return words.hi;
  if (/[\u0a80-\u0aff]/.test(written)) return words.gu;
  return words[written.trim() && /^(hi|gu)$/.test(fallback) ? `${fallback}-Latn` : fallback];
}

function writePromise(words) {
  const text = document.getElementById("text");
  const before = text.value.trimEnd();
  text.value = before ? `${before}\n\n${words}` : words;
  text.dispatchEvent(new Event("input", { bubbles: true }));
  text.focus();
  text.setSelectionRange(text.value.length, text.value.length);
}

function sendAlong(name, value) {
  const field = answerForm().elements[name] ?? answerForm().appendChild(Object.assign(document.createElement("input"), { type: "hidden", name }));
  field.value = value;
}

function showPromised(label) {
  const line = answerForm().querySelector("[data-promised]");
  line.hidden = !label;
  line.querySelector(".chip > span").textContent = label;
}

document.addEventListener("submit", (event) => {
  const form = event.target, button = event.submitter;
  if (!form.matches("[data-promising]") || form.elements.spoken.checked || !button?.dataset.words) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const kind = form.elements.kind.value;
  form.closest("[popover]").hidePopover();
  writePromise(promiseIn(JSON.parse(button.dataset.words)[kind], form.dataset.way));
  sendAlong("promised_until", button.value);
  sendAlong("promised_kind", kind);
  showPromised(button.textContent.trim());
}, { capture: true });
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-promised] button")) return;
  sendAlong("promised_until", "");
  showPromised("");
});
