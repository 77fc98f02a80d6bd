// Keyboard shortcuts. Which there are and what they are called comes from saath/ui/shortcuts.py, as the list behind `?`.
// Pages bind elements by data-key="e", modules functions by addKey. Single letters can be switched off; none of them
// fires while somebody types.
import { openDialog } from "./dialogs.js";

const SINGLE_KEYS_OFF = "saath_keys=off";
const YEAR_SECONDS = 365 * 24 * 3600;
const PAUSE_MS = 1200;
const keys = new Map();
let pending = "", pendingSince = 0;

/** Bind a key such as "j", "Control+k" or "g m" to a function, which works `when` that says so and leaves the press to others where it returns false. */
export function addKey(key, action, when = () => true) {
  keys.set(key, { action, when });
}

/** Return what a key does right now: null for nothing, else what its button is called, "" for the name that it has anyway. */
export function deedAtHand(key) {
  const element = boundElement(key);
  if (!element) return keys.get(key)?.when() ? "" : null;
  return element.title.replace(/ \([^)]*\)$/, "") || (element.matches("button, a") ? element.textContent.trim() : "");
}

/** Do what a key does; returns whether there was anything to do. */
export function runKey(key) {
  const registered = keys.get(key);
  if (registered) return Boolean(registered.when()) && registered.action() !== false;
  const element = boundElement(key);
  element?.matches("input:not([type=radio]), textarea, [contenteditable]") ? element.focus() : element?.click();
  return Boolean(element);
}

const areSingleKeysOn = () => !document.cookie.includes(SINGLE_KEYS_OFF);
const isSingle = (key) => !key.includes("+") && key !== "Escape";

function isTyping(target) {
  return target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
}

// Where the layout writes no Latin letters, the place of the key counts.
function pressOf({ key, code, shiftKey }) {
  if (key.length > 1 || /[!-~]/.test(key)) return key.length === 1 ? key.toLowerCase() : key;
  if (code === "Slash") return shiftKey ? "?" : "/";
  return /^(?:Key|Digit)(.)$/.exec(code)?.[1].toLowerCase() ?? key;
}

function keyOf(event) {
  const sign = pressOf(event), isLetter = /^[a-z]$/.test(sign);
  const held = event.altKey ? "Alt+" : event.ctrlKey || event.metaKey ? "Control+" : "";
  return held + (event.shiftKey && (held || isLetter) ? "Shift+" : "") + sign;
}

function boundElement(key) {
  const bound = [...document.querySelectorAll("[data-key]")].filter((el) => el.dataset.key === key);
  return bound.find((el) => el.checkVisibility?.() ?? true);
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
  const key = keyOf(event);
  if (key === "Escape" && document.querySelector(":popover-open, dialog[open]")) return; // it closes that, and no more
  if (isSingle(key) && (isTyping(event.target) || !areSingleKeysOn() || document.querySelector("dialog[open]"))) return;
  const whole = isSingle(key) ? sequence(key) : key;
  if (runKey(whole) || (whole !== key && runKey(key))) event.preventDefault();
});

function listKeys() {
  for (const name of document.querySelectorAll("[data-key-list] [data-names]")) {
    const deed = "native" in name.dataset ? "" : deedAtHand(name.dataset.names);
    name.hidden = name.previousElementSibling.hidden = deed === null;
  }
  openDialog("keys");
}

// For who listens: a button tells its key, unless keys of one letter are off. One after the other cannot be told.
function tellKeys() {
  for (const element of document.querySelectorAll("[data-key]")) {
    const { key } = element.dataset;
    if (isSingle(key) && !areSingleKeysOn()) element.removeAttribute("aria-keyshortcuts");
    else if (!key.includes(" ")) element.setAttribute("aria-keyshortcuts", key.length === 1 ? key.toUpperCase() : key);
  }
}

const singleKeys = document.querySelector("[data-single-keys]");
if (singleKeys) {
  addKey("?", listKeys);
  singleKeys.checked = areSingleKeysOn();
  singleKeys.addEventListener("change", () => {
    document.cookie = `${SINGLE_KEYS_OFF}; path=/; max-age=${singleKeys.checked ? 0 : YEAR_SECONDS}; samesite=lax`;
    tellKeys();
  });
  document.addEventListener("htmx:afterSettle", tellKeys);
  tellKeys();
}
