// Saved replies: `/` opens the menu, typing finds, Enter lays one in; what is left to fill in keeps the answer here.
import { speak } from "../../ui/js/speak.js";
import { fetchPart } from "./parts.js";

const PAUSE_MS = 120;
const GAP = /\{\{[ \t]*[a-z][a-z_]*(?:\.[a-z_]+)*[ \t]*(?:\|[^{}\n]*)?\}\}/;
let pause = 0, asked = 0, isOpenedBySlash = false;

const composer = () => document.getElementById("composer");
const answerText = () => document.getElementById("text");
const menu = () => document.getElementById("saved");
const field = () => menu().querySelector("input");
const options = () => [...menu().querySelectorAll("[role=option]")];
const chosen = () => menu().querySelector("[role=option][aria-selected=true]");

async function load() {
  const nth = ++asked, words = field().value.trim();
  const part = await fetchPart(`${composer().dataset.saved}?q=${encodeURIComponent(words)}`);
  if (!part || nth !== asked || !menu()) return;
  document.getElementById("saved-options").replaceWith(part.getElementById("saved-options"));
  select(options()[0]);
}

function select(option) {
  chosen()?.setAttribute("aria-selected", "false");
  const preview = menu().querySelector("[data-shown-preview]"), words = option?.querySelector("[data-preview]");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) field().setAttribute("aria-activedescendant", option.id);
  else field().removeAttribute("aria-activedescendant");
  preview.replaceChildren(...(words ? [words.content.cloneNode(true)] : []));
  preview.hidden = !words;
}

function move(step) {
  const all = options(), at = all.indexOf(chosen());
  if (all.length) select(all[(at + step + all.length) % all.length]);
}

function use(option) {
  menu().hidePopover();
  if (option.dataset.run) {
    window.htmx.ajax("POST", option.dataset.run, { target: "#thread", swap: "outerHTML" });
    return;
  }
  layIn(option.querySelector("[data-text]").content.textContent);
  const chips = composer().querySelector("[data-inserted]");
  const chip = option.querySelector("[data-chip]").content.cloneNode(true);
  const value = chip.querySelector("[name=saved]").value;
  if (![...chips.querySelectorAll("[name=saved]")].some((old) => old.value === value)) chips.append(chip);
  speak(`${menu().dataset.laidIn} ${option.querySelector(".cut").textContent}`);
}

function layIn(words) {
  const text = answerText(), before = text.value.slice(0, text.selectionStart);
  const start = text.selectionStart, gap = before.trim() && !/\s$/.test(before) ? " " : "";
  text.focus();
  text.setRangeText(gap + words, start, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
  showGap(start);
}

function showGap(from = 0) {
  const text = answerText(), found = GAP.exec(text.value.slice(from));
  if (found) text.setSelectionRange(from + found.index, from + found.index + found[0].length);
  return found;
}

function isReply() {
  return composer().elements.kind?.value !== "note";
}

document.addEventListener("toggle", (event) => {
  if (event.target.id !== "saved") return;
  clearTimeout(pause);
  if (event.newState === "open") {
    field().value = "";
    field().focus();
    load();
  } else {
    isOpenedBySlash = false;
    asked += 1;
  }
}, true);

document.addEventListener("input", (event) => {
  if (event.target.closest?.("#saved")) {
    clearTimeout(pause);
    pause = setTimeout(load, PAUSE_MS);
  }
  if (event.target.id === "text" && !event.target.value.trim()) composer()?.querySelector("[data-inserted]")?.replaceChildren();
});

const MOVES = { ArrowDown: () => move(1), ArrowUp: () => move(-1), PageDown: () => move(5), PageUp: () => move(-5) };
document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.target.id === "text") openBySlash(event);
  if (!event.target.closest?.("#saved")) return;
  if (event.key === "/" && isOpenedBySlash && !field().value) typeSlash(event);
  else if (event.key === "Enter" && chosen()) {
    event.preventDefault();
    use(chosen());
  } else if (MOVES[event.key]) {
    event.preventDefault();
    MOVES[event.key]();
  }
});

// Only where a line begins: within a line a slash is a slash.
function openBySlash(event) {
  const text = event.target, before = text.value.slice(0, text.selectionStart);
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !menu() || !isReply()) return;
  if (before && !before.endsWith("\n")) return;
  event.preventDefault();
  menu().showPopover({ source: document.querySelector("[popovertarget=saved]") });
  isOpenedBySlash = true;
}

function typeSlash(event) {
  event.preventDefault();
  menu().hidePopover();
  layIn("/");
}

document.addEventListener("click", (event) => {
  const option = event.target.closest("#saved [role=option]");
  if (option) use(option);
});
document.addEventListener("pointermove", (event) => {
  const option = event.pointerType === "mouse" && event.target.closest?.("#saved [role=option]");
  if (option && option !== chosen()) select(option);
});

// Before anybody else hears of it: an answer with a gap is not sent, and the gap is under the cursor.
document.addEventListener("submit", (event) => {
  if (event.target.id !== "composer" || !menu() || !isReply()) return;
  composer().querySelector("[data-gap-trouble]")?.remove();
  const found = showGap();
  if (!found) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const trouble = document.createElement("p");
  trouble.className = "tip bad";
  trouble.dataset.gapTrouble = "";
  trouble.setAttribute("role", "alert");
  trouble.textContent = `${menu().dataset.gap} ${found[0]}`;
  composer().prepend(trouble);
  answerText().focus();
}, true);
