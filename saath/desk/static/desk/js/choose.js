// Many lines of the list at once: chosen by a box, by key, by a range or by a long press; what to do with them stands in
// a bar that comes with the first. While something is chosen the list keeps still.
import { addKey, runKey } from "../../ui/js/keys.js";
import { speak } from "../../ui/js/speak.js";
import { layFresh, refreshList } from "./list.js";
import { fetchPart } from "./parts.js";

const PRESS_MS = 500, SLIP_PIXELS = 10;
const chosen = new Set();
let isAll = false, isChoosing = false, anchor = "", barLoads = 0, press = null, wasPressed = false, lastPointer = "", earlyKey = "";

const pane = () => document.getElementById("list");
const form = () => document.getElementById("many");
const boxes = () => [...document.querySelectorAll("#list .scroll .pick input")];
const boxOf = (element) => element?.closest("#list .scroll li")?.querySelector(".pick input");
const mayChoose = () => Boolean(form());

/** Whether lines are being chosen. */
export const areChosen = () => isChoosing;

function pickLines(box, isOn, { ranged = false } = {}) {
  const all = boxes(), from = all.findIndex((each) => each.value === anchor), to = all.indexOf(box);
  const range = ranged && from >= 0 ? all.slice(Math.min(from, to), Math.max(from, to) + 1) : [box];
  for (const each of range) isOn ? chosen.add(each.value) : chosen.delete(each.value);
  anchor = box.value;
  isAll = false;
  drawChosen();
}

function chooseNone() {
  const isInside = form()?.contains(document.activeElement), first = boxes().find((box) => box.checked);
  chosen.clear();
  isAll = isChoosing = false;
  anchor = "";
  drawChosen();
  refreshList();
  if (isInside) first?.closest("li").querySelector(".conv").focus();
}

function chooseMore(how) {
  if (how === "none") { chooseNone(); return; }
  isChoosing = true;
  isAll = how === "all";
  if (how !== "begin") for (const box of boxes()) chosen.add(box.value);
  drawChosen();
}

// Lines that came anew are marked as those were that they replace.
function drawChosen({ isSilent = false } = {}) {
  for (const box of boxes()) box.checked = chosen.has(box.value);
  const wasChoosing = pane().classList.contains("choosing");
  isChoosing = isChoosing && !(chosen.size === 0 && wasChoosing && lastPointer !== "touch") || chosen.size > 0;
  pane().classList.toggle("choosing", isChoosing);
  if (isChoosing && !wasChoosing) loadBar();
  if (!isChoosing) emptyBar();
  drawCount();
  if (!isSilent && (isChoosing || wasChoosing)) speak(words());
}

async function loadBar() {
  const nth = ++barLoads, query = new URLSearchParams(new FormData(form())).get("query") ?? "";
  const part = await fetchPart(`${form().getAttribute("action")}?${new URLSearchParams({ query })}`);
  if (!part || nth !== barLoads || !isChoosing) return;
  const bar = part.firstElementChild;
  form().replaceWith(bar);
  window.htmx.process(bar);
  drawCount();
  if (earlyKey) runKey(earlyKey);
  earlyKey = "";
}

function emptyBar() {
  barLoads += 1;
  earlyKey = "";
  const bare = form()?.cloneNode(false);
  if (!bare || !form().firstElementChild) return;
  const query = form().querySelector("[name=query]");
  if (query) bare.append(query.cloneNode());
  form().replaceWith(bare);
}

function words() {
  const said = form()?.querySelector("[data-chosen]")?.dataset;
  if (!said) return "";
  if (isAll) return said.allChosen;
  if (chosen.size === 0) return said.none;
  return chosen.size === 1 ? said.one : said.many.replace("{n}", chosen.size);
}

function drawCount() {
  const count = form()?.querySelector("[data-chosen]");
  if (!count) return;
  count.textContent = words();
  form().elements.all.value = isAll ? "1" : "";
  // What is chosen and stands in no line of the list goes along.
  for (const button of form().querySelectorAll("[name=do], [popovertarget]")) button.disabled = chosen.size === 0;
}

document.addEventListener("change", (event) => {
  if (event.target.matches("#list .pick input")) pickLines(event.target, event.target.checked);
});
document.addEventListener("click", (event) => {
  const more = event.target.closest("[data-choose]");
  if (more) { event.preventDefault(); chooseMore(more.dataset.choose); return; }
  const box = event.target.closest(".pick")?.querySelector("input");
  if (box && event.shiftKey && event.target === box) pickLines(box, box.checked, { ranged: true });
});
addKey("x", () => pickLines(lineAtHand(), !chosen.has(lineAtHand().value)), () => mayChoose() && lineAtHand());
addKey("Shift+x", () => pickLines(lineAtHand(), true, { ranged: true }), () => mayChoose() && lineAtHand());
const lineAtHand = () => boxOf(document.activeElement) ?? boxOf(document.querySelector("#list .conv[aria-current]"));

// A key that comes before the bar is meant for what is chosen, and not for the conversation that is open.
document.addEventListener("keydown", (event) => {
  const isEarly = isChoosing && !form()?.querySelector("[data-chosen]") && event.target.closest("#list");
  if (!isEarly || !/^[aest]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  event.stopImmediatePropagation();
  earlyKey = event.key;
}, { capture: true });

// Escape closes what is open first: a menu of the bar, a field, then what is chosen.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !isChoosing || event.defaultPrevented) return;
  if (document.querySelector("dialog[open], :popover-open") || event.target.closest("input:not([type=checkbox]), textarea, select")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  chooseNone();
}, { capture: true });

// Enter in a field presses its own button, and no other.
document.addEventListener("keydown", (event) => {
  const deed = event.key === "Enter" && event.target.closest?.("#many [data-presses]")?.dataset.presses;
  if (!deed) return;
  event.preventDefault();
  form().querySelector(`[name=do][value="${deed}"]`).click();
});

// A finger that rests on a line chooses it; from then on a tap chooses, too.
document.addEventListener("pointerdown", (event) => {
  lastPointer = event.pointerType;
  const line = event.isPrimary && event.pointerType === "touch" && mayChoose() && event.target.closest("#list .scroll a.conv");
  clearTimeout(press?.timer);
  wasPressed = false;
  press = line ? { x: event.clientX, y: event.clientY, timer: setTimeout(() => { wasPressed = true; pickLines(boxOf(line), true); }, PRESS_MS) } : null;
});
document.addEventListener("pointermove", (event) => {
  if (press && Math.hypot(event.clientX - press.x, event.clientY - press.y) > SLIP_PIXELS) clearTimeout(press.timer);
});
for (const kind of ["pointerup", "pointercancel"]) document.addEventListener(kind, () => clearTimeout(press?.timer));
document.addEventListener("contextmenu", (event) => {
  if (lastPointer === "touch" && event.target.closest("#list .scroll a.conv")) event.preventDefault();
});
document.addEventListener("click", (event) => {
  const line = lastPointer === "touch" && event.target.closest?.("#list .scroll a.conv");
  if (!line || !(wasPressed || isChoosing)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!wasPressed) pickLines(boxOf(line), !chosen.has(boxOf(line).value));
  wasPressed = false;
}, { capture: true });

// Lines that the list brought up to date, and pages of it that came later.
new MutationObserver((changes) => {
  if (!isChoosing || !pane()) return;
  const isOfLines = changes.some(({ target, addedNodes }) => target.closest?.("#list .scroll") && addedNodes.length);
  if (isOfLines) for (const box of boxes()) { if (isAll) chosen.add(box.value); box.checked = chosen.has(box.value); }
}).observe(document.body, { childList: true, subtree: true });

document.addEventListener("sweeping", (event) => {
  window.htmx.ajax("GET", event.detail.url, { target: "#sweeping", swap: "innerHTML" });
  if (pane()) chooseNone();
});
document.addEventListener("swept", () => {
  document.getElementById("sweeping").replaceChildren();
  if (!pane()) return;
  chooseNone();
  layFresh();
});
