// The customer beside a conversation: what colleagues change there shows by itself, and takes nobody's words away.
import { fetchPart, sameButForTime, turns } from "./parts.js";
import { pageAtRest } from "./rest.js";

const SIDE_PAUSE_MS = 200;
const sideTurns = turns();
let sideTimer = 0;

const side = () => document.getElementById("customer");
const isInUse = (part) => part.contains(document.activeElement) || Boolean(part.querySelector("details[open]")) || [...part.querySelectorAll("input:not([type=hidden])")].some((field) => field.value !== field.defaultValue);

/** Lay the parts that have changed over those shown. Where somebody writes in one, its list alone is brought up to date. */
function lay(fresh) {
  const sections = [...side().querySelectorAll(":scope > section")];
  for (const [place, part] of [...fresh.querySelectorAll(":scope > section")].entries()) {
    const shown = sections[place];
    if (!shown || sameButForTime(shown, part)) continue;
    if (!isInUse(shown)) replace(shown, part);
    else if (shown.id === "tags") layTags(shown, part);
  }
}

function layTags(shown, part) {
  const list = shown.querySelector("ul"), fresh = part.querySelector("ul");
  if (list && fresh) replace(list, fresh);
  else if (fresh) shown.querySelector("h3").after(fresh);
  else list?.remove();
  if (fresh) window.htmx.process(fresh);
}

function replace(shown, part) {
  shown.replaceWith(part);
  window.htmx.process(part);
}

async function refreshSide() {
  const nth = sideTurns.ask(), url = side()?.dataset.refresh;
  const part = url && await fetchPart(url);
  await pageAtRest();
  const fresh = part?.getElementById("customer");
  if (fresh && !sideTurns.isLate(nth) && fresh.dataset.customer === side()?.dataset.customer) lay(fresh);
}

document.addEventListener("saath:event", ({ detail: { kind, subject } }) => {
  const isOurs = /^conversation\.((un)?(tagged|merged|split)|filled)$/.test(kind) && subject === document.getElementById("thread")?.dataset.conversation;
  if (!isOurs && !(kind === "customer.changed" && subject === side()?.dataset.customer)) return;
  clearTimeout(sideTimer);
  sideTimer = setTimeout(refreshSide, SIDE_PAUSE_MS);
});
