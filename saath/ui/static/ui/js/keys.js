// Keyboard shortcuts: a registry. Pages bind elements by data-key="e" (with a title or text as its name),
// modules call addKey. Single letters can be switched off; nothing fires while somebody types; `?` lists all.
import { openDialog } from "./dialogs.js";

const STORED = "saath.singleKeys";
const PAUSE_MS = 1200;
const keys = new Map();
let pending = "", pendingSince = 0;

/** Bind a key such as "j", "Control+k", "g m" or "?" to an action; `name` stands in the list. */
export function addKey(key, name, action) {
  keys.set(key, { name, action });
}

function areSingleKeysOn() {
  return localStorage.getItem(STORED) !== "off";
}

function isTyping(target) {
  return target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
}

function keyOf(event) {
  const held = event.ctrlKey || event.metaKey ? "Control+" : event.altKey ? "Alt+" : "";
  const shifted = held && event.shiftKey ? "Shift+" : "";
  return held + shifted + (event.key.length === 1 ? event.key.toLowerCase() : event.key);
}

function boundElement(key) {
  const bound = [...document.querySelectorAll("[data-key]")].filter((el) => el.dataset.key === key);
  return bound.find((el) => el.checkVisibility?.() ?? true);
}

function run(key) {
  const registered = keys.get(key);
  if (registered) return registered.action() !== false;
  const element = boundElement(key);
  element?.matches("input, textarea, [contenteditable]") ? element.focus() : element?.click();
  return Boolean(element);
}

function sequence(key) {
  const isFresh = performance.now() - pendingSince < PAUSE_MS;
  const whole = pending && isFresh ? `${pending} ${key}` : key;
  pending = key;
  pendingSince = performance.now();
  return whole;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.repeat && event.key !== "j" && event.key !== "k") return;
  const key = keyOf(event), isSingle = !key.includes("+") && key !== "Escape";
  if (isSingle && (isTyping(event.target) || !areSingleKeysOn() || document.querySelector("dialog[open]"))) return;
  const whole = isSingle ? sequence(key) : key;
  if (run(whole) || (whole !== key && run(key))) event.preventDefault();
});

function listKeys() {
  const list = document.querySelector("[data-key-list]");
  const rows = [...document.querySelectorAll("[data-key]")].map((el) => [el.dataset.key, el.getAttribute("aria-label") || el.title || (el.labels?.[0] ?? el).textContent.trim()]);
  for (const [key, { name }] of keys) rows.push([key, name]);
  list.replaceChildren(...rows.flatMap(([key, name]) => {
    const term = document.createElement("dt"), sign = document.createElement("kbd"), meaning = document.createElement("dd");
    sign.textContent = key.replace("Control", "Ctrl").replace("Escape", "Esc").replaceAll("+", " ").toUpperCase();
    term.append(sign);
    meaning.textContent = name;
    return [term, meaning];
  }));
  openDialog("keys");
}

const keyTitle = document.getElementById("keys-title");
if (keyTitle) {
  addKey("?", keyTitle.textContent, listKeys);
  const choice = document.querySelector("[data-single-keys]");
  choice.checked = areSingleKeysOn();
  choice.addEventListener("change", () => localStorage.setItem(STORED, choice.checked ? "on" : "off"));
}
