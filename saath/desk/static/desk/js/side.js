// The customer beside a conversation: what colleagues change there shows by itself, and takes nobody's words away.
import { pageAtRest } from "../../ui/js/rest.js";
import { wasHeardSince } from "./missed.js";
import { fetchFresh, sameButForTime, turns } from "./parts.js";

const SIDE_PAUSE_MS = 200;
const sideTurns = turns();
let sideTimer = 0, knownSide = null;

const side = () => document.getElementById("customer");
const isInUse = (part) => part.contains(document.activeElement) || Boolean(part.querySelector("details[open]")) || [...part.querySelectorAll("input:not([type=hidden])")].some((field) => field.value !== field.defaultValue);

/** Lay the parts that have changed over those shown. Where somebody writes in one, its list alone is brought up to date. */
function lay(fresh) {
  const sections = [...side().querySelectorAll(":scope > section")];
  for (const [place, part] of [...fresh.querySelectorAll(":scope > section")].entries()) {
    const shown = sections[place];
    if (!shown || sameButForTime(shown, part)) continue;
    if (shown.id === "acts" && shown.dataset.order === part.dataset.order) continue;
    if (!isInUse(shown)) replace(shown, part);
    else if (shown.id === "tags") layTags(shown, part);
    else if (shown.id === "checklists") layItems(shown, part);
  }
}

function layTags(shown, part) {
  const list = shown.querySelector("ul"), fresh = part.querySelector("ul");
  if (list && fresh) replace(list, fresh);
  else if (fresh) shown.querySelector("h3").after(fresh);
  else list?.remove();
  if (fresh) window.htmx.process(fresh);
}

// Who stands on a box, or writes beside it, stays there; a tick that is on its way brings everything anew itself.
function layItems(shown, part) {
  if ([...shown.querySelectorAll("[type=checkbox]")].some((box) => box.checked !== box.defaultChecked)) return;
  const focused = document.activeElement?.id, items = part.querySelector("#checklist-items");
  shown.querySelector("h3").replaceWith(part.querySelector("h3"));
  replace(shown.querySelector("#checklist-items"), items);
  if (focused && items.contains(document.getElementById(focused))) document.getElementById(focused).focus({ preventScroll: true });
}

function replace(shown, part) {
  shown.replaceWith(part);
  window.htmx.process(part);
}

async function refreshSide() {
  const nth = sideTurns.ask(), url = side()?.dataset.refresh;
  const part = url && await fetchFresh(url);
  await pageAtRest();
  const fresh = part?.getElementById("customer");
  if (fresh && !sideTurns.isLate(nth) && fresh.dataset.customer === side()?.dataset.customer) lay(fresh);
}

function refreshSideSoon() {
  clearTimeout(sideTimer);
  sideTimer = setTimeout(refreshSide, SIDE_PAUSE_MS);
}

document.addEventListener("saath:event", ({ detail: { kind, subject } }) => {
  const isOurs = /^conversation\.((un)?(tagged|merged|split)|filled|prioritized|items_changed|checklist_(put|taken_off))$/.test(kind) && subject === document.getElementById("thread")?.dataset.conversation;
  if (isOurs || (kind === "customer.changed" && subject === side()?.dataset.customer)) refreshSideSoon();
});
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const shown = side(), isNew = shown && shown !== knownSide;
  knownSide = shown;
  const about = [document.getElementById("thread")?.dataset.conversation, shown?.dataset.customer];
  if (isNew && about.some((id) => wasHeardSince(detail.xhr, id))) refreshSideSoon();
});
// How far the checklist is stands above the conversation, and leads to it: where it stands beside, at once.
document.addEventListener("click", (event) => {
  const part = event.target.closest("[data-leads-to]") && document.getElementById(event.target.closest("[data-leads-to]").dataset.leadsTo);
  if (!part?.checkVisibility()) return;
  event.preventDefault();
  part.scrollIntoView({ block: "nearest" });
  (part.querySelector("[type=checkbox]:not(:checked)") ?? part.querySelector("[type=checkbox]"))?.focus({ preventScroll: true });
});
