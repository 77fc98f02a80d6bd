// The list keeps up by itself, and nothing in it moves under the pointer.
import { pageAtRest } from "../../ui/js/rest.js";
import { drawWaits } from "../../ui/js/timers.js";
import { fetchFresh, mergeById, turns } from "./parts.js";
import { ownSeat } from "./presence.js";

const LIST_PAUSE_MS = 200;
const MOVES_THE_LIST = /^(conversation|clock|message|reply|update|draft|aside)\./;
const listTurns = turns();
let listTimer = 0, waitingRows = null, isFreshDue = false;

const listPane = () => document.getElementById("list");
const rows = () => document.getElementById("rows");

function isListInUse() {
  const pane = listPane();
  return !isFreshDue && Boolean(pane?.matches(".choosing") || pane?.querySelector(".scroll")?.matches(":hover, :focus-within"));
}

/** Ask for the list soon; many events in a row ask once. */
export function refreshList() {
  clearTimeout(listTimer);
  listTimer = setTimeout(loadList, LIST_PAUSE_MS);
}

/** Lay the list as it is now, also under the pointer: after what its own reader did to many of its lines. */
export function layFresh() {
  isFreshDue = true;
  refreshList();
}

async function loadList() {
  // One that was asked for before what its reader did tells of before, and leaves the next to be laid at once.
  const nth = listTurns.ask(), url = listPane()?.dataset.refresh, isFresh = isFreshDue;
  const part = url && await fetchFresh(url);
  await pageAtRest();
  if (!part || listTurns.isLate(nth)) return;
  if (url !== listPane()?.dataset.refresh) { refreshList(); return; } // narrowed meanwhile
  for (const count of part.querySelectorAll("b[data-count][hx-swap-oob]")) showCount(count.dataset.count, count.textContent);
  const fresh = part.getElementById("rows"), why = part.getElementById("why-nobody"); // it goes with a list that is laid whole
  const isTurning = !rows() || rows().hidden !== fresh.hidden;
  if (isTurning && !(rows()?.hidden === false && isListInUse())) listPane().replaceWith(prepared(part.getElementById("list")));
  else if (isListInUse()) holdBack(fresh);
  else if (!fresh.hidden) layList(fresh);
  if (!isListInUse()) document.getElementById("why-nobody")?.replaceChildren(...why.childNodes);
  markCurrent();
  drawWaits();
  refreshPart("below").then(() => { isFreshDue &&= !isFresh; markCurrent(); });
}

// What stands below the list comes by itself when it is reached, and is brought up to date from then on.
async function refreshPart(id) {
  const shown = document.getElementById(id);
  if (!shown?.firstElementChild || isListInUse()) return;
  const part = await fetchFresh(shown.getAttribute("hx-get"));
  await pageAtRest();
  if (!part || isListInUse()) return;
  shown.replaceChildren(part);
  window.htmx.process(shown);
}

function prepared(pane) {
  queueMicrotask(() => window.htmx.process(pane));
  return pane;
}

function layList(fresh) {
  waitingRows = null;
  showAbove(0);
  if (fresh.hidden) { refreshList(); return; }
  const gone = mergeById(rows(), fresh);
  for (const row of gone.values()) row.remove();
}

// While the pointer or the focus is in the list, lines change in place and new ones wait above.
function holdBack(fresh) {
  waitingRows = fresh.cloneNode(true);
  const shown = new Set([...rows().children].map((row) => row.id));
  const news = [...fresh.children].filter((row) => row.id && row.id !== "more" && !shown.has(row.id)).length;
  mergeById(rows(), fresh, { keepOrder: true });
  showAbove(news);
}

function showAbove(count) {
  const button = listPane().querySelector("[data-above]");
  if (!button) return;
  button.hidden = count === 0;
  button.textContent = count === 1 ? button.dataset.one : button.dataset.many.replace("{n}", count);
}

function showCount(key, text) {
  for (const element of document.querySelectorAll(`[data-count="${CSS.escape(key)}"]`)) element.textContent = text;
}

/** Mark the line of the open conversation. */
function markCurrent() {
  const open = document.getElementById("thread")?.dataset.conversation;
  for (const line of document.querySelectorAll("#list .scroll [data-conversation]")) {
    if (line.dataset.conversation === open) line.setAttribute("aria-current", "true");
    else line.removeAttribute("aria-current");
  }
}

// What a colleague has read is no news in this list; who we are is known once somebody was shown.
const isReadByOther = ({ kind, actor }) => kind === "conversation.read" && Boolean(ownSeat()) && actor !== ownSeat();

document.addEventListener("saath:event", (event) => {
  if (MOVES_THE_LIST.test(event.detail.kind) && !isReadByOther(event.detail)) refreshList();
});
document.addEventListener("saath:reset", refreshList);
// What happened while there was no line may have been heard, and could not be fetched.
addEventListener("online", refreshList);
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-above]") && waitingRows) {
    layList(waitingRows);
    listPane().querySelector(".scroll").scrollTo({ top: 0 });
    markCurrent();
  }
});
document.addEventListener("pointerout", (event) => {
  if (waitingRows && listPane() && !listPane().contains(event.relatedTarget) && event.target.closest("#list")) layList(waitingRows);
});
document.addEventListener("htmx:afterSettle", markCurrent);
