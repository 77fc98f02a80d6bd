// Saved replies: `/` opens the menu, typing finds, Enter lays one in; what is left to fill in keeps the answer here.
import { pageAtRest } from "../../ui/js/rest.js";
import { speak } from "../../ui/js/speak.js";
import { fetchPart } from "./parts.js";

const TYPING_PAUSE_MS = 120;
const GAP = /\{\{[ \t]*[a-z][a-z_]*(?:\.[a-z_]+)*[ \t]*(?:\|[^{}\n]*)?\}\}/;
let typingPause = 0, menuAsked = 0, isOpenedBySlash = false;

const savedForm = () => document.getElementById("composer");
const savedText = () => document.getElementById("text");
const savedMenu = () => document.getElementById("saved");
const savedField = () => savedMenu().querySelector("input");
const savedOptions = () => [...savedMenu().querySelectorAll("[role=option]")];
const chosenOption = () => savedMenu().querySelector("[role=option][aria-selected=true]");

async function loadOptions() {
  const nth = ++menuAsked, words = savedField().value.trim();
  const part = await fetchPart(`${savedForm().dataset.saved}?q=${encodeURIComponent(words)}`);
  await pageAtRest();
  if (!part || nth !== menuAsked || !savedMenu()) return;
  document.getElementById("saved-options").replaceWith(part.getElementById("saved-options"));
  selectOption(savedOptions()[0]);
}

function selectOption(option) {
  chosenOption()?.setAttribute("aria-selected", "false");
  const preview = savedMenu().querySelector("[data-shown-preview]"), words = option?.querySelector("[data-preview]");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) savedField().setAttribute("aria-activedescendant", option.id);
  else savedField().removeAttribute("aria-activedescendant");
  preview.replaceChildren(...(words ? [words.content.cloneNode(true)] : []));
  preview.hidden = !words;
}

function moveOption(step) {
  const all = savedOptions(), at = all.indexOf(chosenOption());
  if (all.length) selectOption(all[(at + step + all.length) % all.length]);
}

function useOption(option) {
  savedMenu().hidePopover();
  if (option.dataset.run) {
    window.htmx.ajax("POST", option.dataset.run, { target: "#thread", swap: "outerHTML" });
    return;
  }
  layIn(option.querySelector("[data-text]").content.textContent);
  const chips = savedForm().querySelector("[data-inserted]");
  const chip = option.querySelector("[data-chip]").content.cloneNode(true);
  const value = chip.querySelector("[name=saved]").value;
  if (![...chips.querySelectorAll("[name=saved]")].some((old) => old.value === value)) chips.append(chip);
  speak(`${savedMenu().dataset.laidIn} ${option.querySelector(".cut").textContent}`);
}

function layIn(words) {
  const text = savedText(), before = text.value.slice(0, text.selectionStart);
  const start = text.selectionStart, gap = before.trim() && !/\s$/.test(before) ? " " : "";
  text.focus();
  text.setRangeText(gap + words, start, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
  showGap(start);
}

function showGap(from = 0) {
  const text = savedText(), found = GAP.exec(text.value.slice(from));
  if (found) text.setSelectionRange(from + found.index, from + found.index + found[0].length);
  return found;
}

function isAnswer() {
  return savedForm().elements.kind?.value !== "note";
}

// Before it shows, for who types fast has typed on by the time of the event after.
document.addEventListener("beforetoggle", (event) => {
  if (event.target.id === "saved" && event.newState === "open") savedField().value = "";
}, true);
document.addEventListener("toggle", (event) => {
  if (event.target.id !== "saved") return;
  clearTimeout(typingPause);
  if (event.newState === "open") {
    savedField().focus();
    loadOptions();
  } else {
    isOpenedBySlash = false;
    menuAsked += 1;
  }
}, true);

document.addEventListener("input", (event) => {
  if (event.target.closest?.("#saved")) {
    clearTimeout(typingPause);
    typingPause = setTimeout(loadOptions, TYPING_PAUSE_MS);
  }
  if (event.target.id === "text" && !event.target.value.trim()) savedForm()?.querySelector("[data-inserted]")?.replaceChildren();
});

const OPTION_MOVES = { ArrowDown: () => moveOption(1), ArrowUp: () => moveOption(-1), PageDown: () => moveOption(5), PageUp: () => moveOption(-5) };
document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.target.id === "text") openBySlash(event);
  if (!event.target.closest?.("#saved")) return;
  if (event.key === "/" && isOpenedBySlash && !savedField().value) typeSlash(event);
  else if (event.key === "Enter" && chosenOption()) {
    event.preventDefault();
    useOption(chosenOption());
  } else if (OPTION_MOVES[event.key]) {
    event.preventDefault();
    OPTION_MOVES[event.key]();
  }
});

// Only where a line begins: within a line a slash is a slash.
function openBySlash(event) {
  const text = event.target, before = text.value.slice(0, text.selectionStart);
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !savedMenu() || !isAnswer()) return;
  if (before && !before.endsWith("\n")) return;
  event.preventDefault();
  savedMenu().showPopover({ source: document.querySelector("[popovertarget=saved]") });
  savedField().focus();
  isOpenedBySlash = true;
}

function typeSlash(event) {
  event.preventDefault();
  savedMenu().hidePopover();
  layIn("/");
}

// "Find or do" found one: the menu shows it as it would be laid in.
document.addEventListener("saath:saved", (event) => {
  if (!savedMenu() || !isAnswer() || !savedForm().checkVisibility()) return;
  event.preventDefault();
  savedMenu().showPopover({ source: document.querySelector("[popovertarget=saved]") });
  savedField().value = event.detail;
  loadOptions();
});

document.addEventListener("click", (event) => {
  const option = event.target.closest("#saved [role=option]");
  if (option) useOption(option);
});
document.addEventListener("pointermove", (event) => {
  const option = event.pointerType === "mouse" && event.target.closest?.("#saved [role=option]");
  if (option && option !== chosenOption()) selectOption(option);
});

// Before anybody else hears of it: an answer with a gap is not sent, and the gap is under the cursor.
document.addEventListener("submit", (event) => {
  if (event.target.id !== "composer" || !savedMenu() || !isAnswer()) return;
  savedForm().querySelector("[data-gap-trouble]")?.remove();
  const found = showGap();
  if (!found) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const trouble = document.createElement("p");
  trouble.className = "tip bad";
  trouble.dataset.gapTrouble = "";
  trouble.setAttribute("role", "alert");
  trouble.textContent = `${savedMenu().dataset.gap} ${found[0]}`;
  savedForm().prepend(trouble);
  savedText().focus();
}, true);
