// Shaping words: buttons and keys put the marks in, lists go on by themselves, and what is pasted keeps its shape as marks.
import { answerText, composer, typeWords } from "./form.js";
import { marksOf } from "./pasted.js";

const SHAPING_OPEN = "saath.shaping";
const AROUND = { bold: "*", slanted: "_" };
const BEFORE = { bullets: () => "- ", numbers: (index) => `${index + 1}. `, quote: () => "> " };
const IN_LIST = /^([ \t]*)(?:([-•])|(\d{1,3})([.)]))[ \t]+(.*)$/;

/** Show the buttons that need this script. */
export function prepareShaping(form) {
  const toggle = form.querySelector("[data-toggle-shaping]"), bar = form.querySelector("#shaping");
  if (!toggle || !bar) return;
  toggle.hidden = false;
  bar.hidden = localStorage.getItem(SHAPING_OPEN) !== "1";
  toggle.setAttribute("aria-expanded", String(!bar.hidden));
}

function toggleShaping(button) {
  const bar = composer().querySelector("#shaping");
  bar.hidden = !bar.hidden;
  button.setAttribute("aria-expanded", String(!bar.hidden));
  localStorage.setItem(SHAPING_OPEN, bar.hidden ? "0" : "1");
  answerText().focus();
}

function selected() {
  const { value, selectionStart: start, selectionEnd: end } = answerText();
  return { value, start, end, words: value.slice(start, end) };
}

function wrap(mark) {
  const field = answerText(), { start, words } = selected();
  const [, before, core, after] = words.match(/^(\s*)([\s\S]*?)(\s*)$/);
  const isMarked = core.length > 1 && core.startsWith(mark) && core.endsWith(mark);
  typeWords(before + (isMarked ? core.slice(1, -1) : mark + core + mark) + after);
  if (!core) field.setSelectionRange(start + 1, start + 1);
}

function startLines(prefix) {
  const field = answerText(), { value, start, end } = selected();
  const from = value.lastIndexOf("\n", start - 1) + 1, to = value.indexOf("\n", end) < 0 ? value.length : value.indexOf("\n", end);
  const lines = value.slice(from, to).split("\n");
  const isMarked = lines.every((line, index) => line.startsWith(prefix(index)));
  field.setSelectionRange(from, to);
  typeWords(lines.map((line, index) => isMarked ? line.slice(prefix(index).length) : prefix(index) + line).join("\n"));
}

function link() {
  const field = answerText(), { start, words } = selected();
  const isAddress = /^https?:\/\/\S+$/.test(words.trim());
  typeWords(isAddress ? `[](${words.trim()})` : `[${words}](https://)`);
  const at = isAddress || !words ? start + 1 : start + words.length + 11;
  field.setSelectionRange(at, at);
}

function shape(kind) {
  if (AROUND[kind]) wrap(AROUND[kind]);
  else if (BEFORE[kind]) startLines(BEFORE[kind]);
  else link();
}

/** Go on with a list, or end it where its last line is empty; returns whether there is one. */
function goOnWithList() {
  const field = answerText(), { value, start, end } = selected();
  const from = value.lastIndexOf("\n", start - 1) + 1, found = value.slice(from, start).match(IN_LIST);
  if (!found || start !== end) return false;
  const [, indent, bullet, number, stop, words] = found;
  if (words) typeWords(`\n${indent}${bullet ?? Number(number) + 1 + stop} `);
  else {
    field.setSelectionRange(from, start);
    document.execCommand("delete");
  }
  return true;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-shape], [data-toggle-shaping]");
  if (!button) return;
  if (button.dataset.shape) shape(button.dataset.shape);
  else toggleShaping(button);
});
// While somebody composes a Hindi or Gujarati word, keys belong to the writing program.
document.addEventListener("keydown", (event) => {
  if (event.target.id !== "text" || event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
  const isHeld = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  const kind = isHeld && { b: "bold", i: "slanted" }[event.key.toLowerCase()];
  if (kind) shape(kind);
  else if (event.key !== "Enter" || isHeld || event.shiftKey || event.altKey || !goOnWithList()) return;
  event.preventDefault();
});
document.addEventListener("paste", (event) => {
  if (event.target.id !== "text" || event.defaultPrevented) return;
  const page = event.clipboardData.getData("text/html"), plain = event.clipboardData.getData("text/plain");
  const words = page && plain && marksOf(page);
  if (!words || words === plain) return;
  event.preventDefault();
  typeWords(words);
});
