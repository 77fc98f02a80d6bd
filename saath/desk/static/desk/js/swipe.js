// With a thumb: a line of the list swiped to the right is solved, to the left it rests until the customer writes. Both
// can be undone, and both have their buttons: this is an extra. What cannot be done at once opens the conversation.
import { areChosen } from "./choose.js";
import { deedAtHand, runKey } from "../../ui/js/keys.js";

const EDGE_PIXELS = 24; // there the browser's own swipe goes back
const BEGIN_PIXELS = 12;
const ENOUGH_PIXELS = 96;
const SWIPES = {
  right: { key: "e", deed: "solve", values: {} },
  left: { key: "s", deed: "snooze", values: { until: "written" } },
};
let swipe = null;

function beginSwipe(event) {
  const line = event.isPrimary && event.pointerType === "touch" && event.target.closest("#rows a.conv");
  const isAtEdge = event.clientX < EDGE_PIXELS || event.clientX > innerWidth - EDGE_PIXELS;
  swipe = line && !isAtEdge && !areChosen() && !document.body.classList.contains("reads-only") ? { line, x: event.clientX, y: event.clientY, by: 0 } : null;
}

function moveSwipe(event) {
  if (!swipe) return;
  const by = event.clientX - swipe.x;
  if (!swipe.words && Math.abs(by) < BEGIN_PIXELS) return;
  if (!swipe.words && Math.abs(by) < 1.5 * Math.abs(event.clientY - swipe.y)) swipe = null;
  else drawSwipe(by);
}

function drawSwipe(by) {
  const side = by > 0 ? "right" : "left";
  swipe.by = by;
  swipe.words ??= swipe.line.parentElement.appendChild(document.createElement("span"));
  swipe.words.className = `swiped ${side}${Math.abs(by) > ENOUGH_PIXELS ? " enough" : ""}`;
  swipe.words.textContent = document.querySelector(`[data-names="${SWIPES[side].key}"]`).textContent;
  swipe.line.style.translate = `${by}px`;
}

function endSwipe(event) {
  if (!swipe?.words) { swipe = null; return; }
  const { line, by, words } = swipe;
  words.remove();
  line.style.translate = "";
  if (event.type === "pointerup" && Math.abs(by) > ENOUGH_PIXELS) doSwiped(line, SWIPES[by > 0 ? "right" : "left"]);
  swipe = null;
}

async function doSwiped(line, { key, deed, values }) {
  let isDone = false;
  const place = line.parentElement, { conversation } = line.dataset;
  // Who undoes a swipe stays in the list: the conversation is not put in its place.
  const hear = ({ detail }) => { isDone = true; delete detail.undoTarget; };
  place.addEventListener("toast", hear, { capture: true, once: true });
  const url = `/conversations/${conversation}/${deed}/`;
  const asked = window.htmx.ajax("POST", url, { source: place, target: "body", swap: "none", values: { ...values, queue: "now" } });
  const isAnswered = await asked.then(() => true, () => false);
  place.removeEventListener("toast", hear, { capture: true });
  // The list may have been brought up to date meanwhile.
  const shown = document.querySelector(`#rows a.conv[data-conversation="${CSS.escape(conversation)}"]`);
  if (isAnswered && !isDone && shown) openWith(shown, key);
}

// The conversation says why, and its own button offers what there is instead.
function openWith(line, key) {
  const opened = (event) => {
    if (event.detail.target.id !== "conversation") return;
    document.removeEventListener("htmx:afterSettle", opened);
    const isThis = document.getElementById("thread")?.dataset.conversation === line.dataset.conversation;
    if (isThis && deedAtHand(key) !== null) runKey(key);
  };
  document.addEventListener("htmx:afterSettle", opened);
  line.click();
}

document.addEventListener("pointerdown", beginSwipe);
document.addEventListener("pointermove", moveSwipe);
document.addEventListener("pointerup", endSwipe);
document.addEventListener("pointercancel", endSwipe);
