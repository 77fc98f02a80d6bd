// The open conversation: its title, its pane on a phone, what is new in it, and that it was read.
import { pageAtRest } from "../../ui/js/rest.js";
import { carryLines, layLines } from "./lines.js";
import { refreshList } from "./list.js";
import { wasHeardSince } from "./missed.js";
import { fetchFresh, sameButForTime, turns } from "./parts.js";

const READ_AFTER_MS = 2000;
const AT_END_PIXELS = 40;
const threadTurns = turns();
const shop = document.title.split("·").at(-1).trim();
let readTimer = 0, refreshTimer = 0, threadBefore = null;

const thread = () => document.getElementById("thread");

function threadOpened() {
  const pane = thread();
  if (!pane?.dataset.conversation) return;
  document.title = `${pane.dataset.title} · ${shop}`;
  clearTimeout(readTimer);
  readTimer = setTimeout(() => document.hidden || markRead(pane), READ_AFTER_MS);
}

async function markRead(pane) {
  if (pane.dataset.read === pane.dataset.last) return;
  const { conversation, last, read: before } = pane.dataset, headers = JSON.parse(document.body.getAttribute("hx-headers"));
  pane.dataset.read = last;
  const body = new URLSearchParams({ up_to: last });
  await fetch(`/conversations/${conversation}/read/`, { method: "POST", headers, body, credentials: "same-origin" })
    .catch(() => { pane.dataset.read = before ?? ""; }); // without a line it is marked at the next look
}

/** Mark the open conversation as new again. It stays so while it is open and nothing more is said in it. */
export async function markUnread() {
  const pane = thread();
  if (!pane?.dataset.conversation) return;
  clearTimeout(readTimer);
  pane.dataset.read = pane.dataset.last;
  await window.htmx.ajax("POST", `/conversations/${pane.dataset.conversation}/unread/`, { target: "body", swap: "none" });
  refreshList();
}

async function refreshThread() {
  const nth = threadTurns.ask(), url = thread()?.dataset.refresh;
  const part = url && await fetchFresh(url);
  await pageAtRest();
  const fresh = part?.getElementById("thread");
  if (!fresh || threadTurns.isLate(nth) || fresh.dataset.conversation !== thread()?.dataset.conversation) return;
  if (thread().hasAttribute("data-is-earlier")) return;
  keepPlace(() => layLines(document.getElementById("lines"), fresh.querySelector("#lines")));
  showTop(fresh.querySelector("#thread-top"));
  showHanded(fresh.querySelector("#handed"));
  showCopies(fresh.querySelector("#copies"));
  showBeside("owed", fresh.querySelector("#owed"));
  showBeside("drafts", fresh.querySelector("#drafts"));
  thread().dataset.last = fresh.dataset.last;
  threadOpened();
}

// The flow counts from its end: who reads further up must not be pushed by what arrives below.
function keepPlace(change) {
  const flow = thread().querySelector(".flow");
  const isAtEnd = flow.scrollTop > -AT_END_PIXELS, height = flow.scrollHeight;
  change();
  if (!isAtEnd) flow.scrollTop -= flow.scrollHeight - height;
}

// What has not changed stays, an open menu too, and who stands on a button stays on it.
function showTop(fresh) {
  const shown = document.getElementById("thread-top");
  if (shown.querySelector(":popover-open") || sameButForTime(shown, fresh)) return;
  const key = shown.contains(document.activeElement) ? document.activeElement.dataset.key : "";
  shown.replaceWith(fresh);
  window.htmx.process(fresh);
  if (key) fresh.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}

// What was handed over comes while its receiver looks, and goes when they have answered in another tab.
function showHanded(fresh) {
  const shown = document.getElementById("handed");
  if (shown && fresh && sameButForTime(shown, fresh)) return;
  shown?.remove();
  if (!fresh) return;
  document.getElementById("thread-top").after(fresh);
  window.htmx.process(fresh);
}

// Who gets the answer follows the customer's newest mail, but not while somebody is changing it.
function showCopies(fresh) {
  const shown = document.getElementById("copies");
  if (!fresh || !shown || shown.contains(document.activeElement) || shown.querySelector("details[open]") || sameButForTime(shown, fresh)) return;
  shown.replaceWith(fresh);
  window.htmx.process(fresh);
}

// What is owed and what colleagues have begun comes and goes around what is being written.
function showBeside(id, fresh) {
  const shown = document.getElementById(id);
  if (!fresh || !shown || shown.contains(document.activeElement) || sameButForTime(shown, fresh)) return;
  shown.replaceWith(fresh);
  window.htmx.process(fresh);
}

function refreshSoon() {
  clearTimeout(refreshTimer);
  refreshTimer = setTimeout(refreshThread, 100);
}

// The pane comes anew, as after sending: what was asked for before it tells of less, or of more.
function paneCame(before) {
  if (threadTurns.overtake()) refreshSoon();
  const [lines, fresh] = [before, thread()].map((pane) => pane?.querySelector("#lines"));
  const isSame = before.dataset.conversation === thread()?.dataset.conversation;
  if (isSame && ![before, thread()].some((pane) => pane.hasAttribute("data-is-earlier"))) carryLines(lines, fresh);
}

document.addEventListener("saath:event", (event) => {
  const { subject, refs = {} } = event.detail;
  const open = thread()?.dataset.conversation;
  if (!open || (subject !== open && refs.conversation !== open)) return;
  if (event.detail.kind === "conversation.read" && event.detail.actor === thread().dataset.me) return;
  refreshSoon();
});
document.addEventListener("saath:reset", refreshThread);
addEventListener("online", refreshThread);
document.addEventListener("htmx:beforeSwap", () => { threadBefore = thread(); });
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const before = threadBefore;
  threadBefore = null;
  if (thread() !== before && wasHeardSince(detail.xhr, thread()?.dataset.conversation)) refreshSoon();
  if (before?.querySelector("#lines") && !before.isConnected) paneCame(before);
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "conversation") document.body.dataset.pane = "thread";
  if (["conversation", "thread"].includes(event.target.id)) threadOpened();
});
// A menu opened by its key is where the next press goes.
function enterMenu() {
  const offers = "button, input:checked, fieldset input[type=radio]:not(fieldset:has(:checked) input)";
  document.querySelector(`#thread .menu:popover-open :is(${offers})`)?.focus();
}
document.addEventListener("toggle", enterMenu, { capture: true });
document.addEventListener("htmx:afterSettle", (event) => event.detail.target?.matches?.("#thread .menu[popover]") && enterMenu());
// What comes below pushes nothing away: the flow counts from its end.
let heightBefore = 0;
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target.id === "newer") heightBefore = document.querySelector("#thread .flow").scrollHeight;
});
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target.id !== "newer") return;
  const flow = document.querySelector("#thread .flow");
  flow.scrollTop -= flow.scrollHeight - heightBefore;
  if (!document.getElementById("newer")) thread().removeAttribute("data-is-earlier");
});
document.addEventListener("visibilitychange", () => document.hidden || threadOpened());
addEventListener("popstate", () => location.reload());
threadOpened();
