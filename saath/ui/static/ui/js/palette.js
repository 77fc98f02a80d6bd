// "Find or do": one field and one list. The server finds, the page knows which deeds are at hand; arrows choose, Enter does.
import { openDialog } from "./dialogs.js";
import { addKey, deedAtHand, runKey } from "./keys.js";
import { pageAtRest } from "./rest.js";
import { speak } from "./speak.js";

const PALETTE_PAUSE_MS = 100;
let palettePause = 0, paletteAsked = 0;

const palette = document.getElementById("find");
const paletteField = palette?.querySelector("input");
const foundPart = () => document.getElementById("found");
const foundChoices = () => [...foundPart().querySelectorAll("[role=option]")];
const chosenFound = () => foundPart().querySelector("[aria-selected=true]");

async function askPalette() {
  const nth = ++paletteAsked, words = paletteField.value.trim();
  const url = `${palette.dataset.from}?q=${encodeURIComponent(words)}`;
  const answer = await fetch(url, { headers: { "HX-Request": "true" }, credentials: "same-origin" }).catch(() => null);
  if (nth !== paletteAsked || !answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  await pageAtRest();
  if (nth === paletteAsked) showFound(document.adoptNode(page.getElementById("found")));
}

function showFound(fresh) {
  for (const deed of fresh.querySelectorAll("[data-runs]")) nameDeed(deed, deedAtHand(deed.dataset.runs));
  for (const group of fresh.querySelectorAll("[role=group]")) if (!group.querySelector("[role=option]")) group.remove();
  nameConversation(fresh.querySelector("[data-of-conversation]"));
  foundPart().replaceWith(fresh);
  const all = foundChoices();
  document.getElementById("found-list").hidden = all.length === 0;
  fresh.querySelector(".blank").hidden = all.length > 0;
  paletteField.setAttribute("aria-expanded", String(all.length > 0));
  speak(all.length ? fresh.dataset.said.replace("{n}", all.length) : fresh.querySelector(".blank b").textContent);
  chooseFound(all[0]);
}

// What the button of a deed is called now: a solved conversation is reopened by the same key.
function nameDeed(deed, name) {
  if (name === null) deed.remove();
  else if (name) deed.querySelector("[data-label]").textContent = name;
}

function nameConversation(group) {
  const name = document.getElementById("thread")?.dataset.title;
  if (!group || !name) return;
  const heading = palette.dataset.about.replace("{name}", name);
  group.setAttribute("aria-label", heading);
  group.querySelector("h3").textContent = heading;
}

function chooseFound(choice) {
  chosenFound()?.setAttribute("aria-selected", "false");
  choice?.setAttribute("aria-selected", "true");
  choice?.scrollIntoView({ block: "nearest" });
  if (choice) paletteField.setAttribute("aria-activedescendant", choice.id);
  else paletteField.removeAttribute("aria-activedescendant");
}

function stepFound(by) {
  const all = foundChoices(), at = all.indexOf(chosenFound());
  if (all.length) chooseFound(all[(at + by + all.length) % all.length]);
}

function takeFound(choice) {
  const { runs, offers } = choice.dataset, detail = choice.querySelector("[data-label]").textContent;
  palette.close();
  if (runs) runKey(runs);
  else if (!offers || document.dispatchEvent(new CustomEvent(offers, { detail, cancelable: true }))) location.assign(choice.href);
}

const PALETTE_STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 };
if (palette) {
  addKey("Control+k", () => openDialog("find"));
  // Opened by a key, a button or a link: what was asked before is gone, and what can be done stands there at once.
  new MutationObserver(() => {
    if (!palette.open) return;
    paletteField.value = "";
    paletteField.focus();
    askPalette();
  }).observe(palette, { attributeFilter: ["open"] });
  paletteField.addEventListener("input", () => {
    clearTimeout(palettePause);
    palettePause = setTimeout(askPalette, PALETTE_PAUSE_MS);
  });
  paletteField.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const by = PALETTE_STEPS[event.key];
    if (by) stepFound(by);
    else if (event.key === "Enter" && chosenFound()) takeFound(chosenFound());
    else return;
    event.preventDefault();
  });
  palette.addEventListener("click", (event) => {
    const choice = event.target.closest("[role=option]");
    if (!choice || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    takeFound(choice);
  });
  palette.addEventListener("pointermove", (event) => {
    const choice = event.pointerType === "mouse" && event.target.closest("[role=option]");
    if (choice && choice !== chosenFound()) chooseFound(choice);
  });
}
