// Chats: mine side by side above the conversation, and those that nobody has yet, which ring until somebody takes them.
import { addKey } from "../../ui/js/keys.js";
import { pageAtRest } from "../../ui/js/rest.js";
import { drawWaits } from "../../ui/js/timers.js";
import { answerText } from "./form.js";
import { playRing } from "./hearing.js";
import { fetchPart, mergeById, turns } from "./parts.js";

const CHATS_PAUSE_MS = 200, RING_EVERY_MS = 4000;
// Whether this browser has ever seen a chat of the shop: where there is none, nobody asks for any.
const HAS_CHATS = "saath.chats", HUSHED = "saath.hushed", BELL = "saath-bell";
const MAY_BRING_A_CHAT = /^(message\.received|conversation\.(opened|assigned|handed_over|reopened|is_wanted|woken|unmerged))$/;
const ENDS_RINGING = /^(conversation\.(assigned|handed_over|solved|is_spam|merged_away)|reply\.sent)$/;
const chatTurns = turns();
const chatsBox = () => document.getElementById("chats");
const chatTabs = () => [...(chatsBox()?.querySelectorAll("[data-chat]") ?? [])];
const openChat = () => document.getElementById("thread")?.dataset.conversation;
let chatsTimer = 0, ringing = new Set(), bell = null;

const hushed = () => JSON.parse(sessionStorage.getItem(HUSHED) ?? "[]");

/** Ask for the chats soon; many events in a row ask once. */
function refreshChats(pause = CHATS_PAUSE_MS) {
  chatsTimer ||= setTimeout(loadChats, pause);
}

async function loadChats() {
  chatsTimer = 0;
  const nth = chatTurns.ask(), part = await fetchPart(chatsBox().dataset.refresh);
  const fresh = part?.getElementById("chats");
  if (!fresh || chatTurns.isLate(nth)) return;
  ringFor("rings" in fresh.dataset ? fresh.dataset.waiting.split(" ").filter(Boolean) : []);
  await pageAtRest();
  layChats(fresh);
}

function layChats(fresh) {
  const box = chatsBox();
  for (const id of ["chats-own", "chats-waiting"]) {
    const shown = document.getElementById(id), part = fresh.querySelector(`#${id}`);
    if (!shown) box.append(part);
    else for (const gone of mergeById(shown, part).values()) gone.remove();
  }
  box.dataset.waiting = fresh.dataset.waiting;
  const isEmpty = !box.querySelector("[data-chat], .rings");
  box.hidden = isEmpty;
  if (!isEmpty) localStorage.setItem(HAS_CHATS, "1");
  window.htmx.process(box);
  markOpen();
  showHushed();
  drawWaits();
}

function markOpen() {
  for (const tab of chatTabs()) {
    if (tab.dataset.chat === openChat()) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
}

function showHushed() {
  for (const button of document.querySelectorAll("#chats [data-hush]")) button.hidden = ringing.size === 0;
}

// Ringing: one tab of a browser sounds for all, and none that nobody looks at, for it would not hear that it is over.
function ringFor(waiting) {
  const quiet = hushed();
  ringing = new Set(waiting.filter((id) => !quiet.includes(id)));
  ringOrRest();
}

function ringOrRest() {
  const isDue = ringing.size > 0 && !document.hidden;
  document.body.toggleAttribute("data-rings", isDue);
  if (isDue && !bell) {
    bell = new AbortController();
    const { signal } = bell;
    navigator.locks.request(BELL, { signal }, () => ringUntil(signal)).catch(() => {});
  } else if (!isDue) {
    bell?.abort();
    bell = null;
  }
}

function ringUntil(signal) {
  if (signal.aborted) return undefined;
  playRing();
  const timer = setInterval(playRing, RING_EVERY_MS);
  return new Promise((done) => signal.addEventListener("abort", () => { clearInterval(timer); done(); }));
}

function silence(conversation) {
  if (ringing.delete(conversation)) ringOrRest();
}

function hush() {
  sessionStorage.setItem(HUSHED, JSON.stringify([...hushed(), ...ringing].slice(-50)));
  ringing.clear();
  ringOrRest();
  showHushed();
}

// Keys: who stands in a composer goes on writing in the next one.
function goToChat(step) {
  const all = chatTabs();
  if (!all.length) return false;
  const at = all.findIndex((tab) => tab.dataset.chat === openChat());
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length];
  if (next.dataset.chat === openChat()) return true;
  document.addEventListener("htmx:afterSettle", writeOn);
  next.click();
  return true;
}

function writeOn({ target }) {
  if (target.id !== "conversation") return;
  document.removeEventListener("htmx:afterSettle", writeOn);
  answerText()?.focus();
}

const chatToTake = () => document.querySelector("#chats-waiting [data-key=w]");

function isKnown({ subject, refs = {} }) {
  const shown = new Set([...chatTabs().map((tab) => tab.dataset.chat), ...(chatsBox().dataset.waiting ?? "").split(" ")]);
  return shown.has(subject) || shown.has(refs.conversation);
}

function hearEvent(detail) {
  const rings = detail.kind === "colleague.told" && detail.changed[0] === "chat";
  if (rings) localStorage.setItem(HAS_CHATS, "1");
  if (ENDS_RINGING.test(detail.kind)) silence(detail.subject);
  const mayBeNew = localStorage.getItem(HAS_CHATS) && MAY_BRING_A_CHAT.test(detail.kind);
  if (rings || mayBeNew || isKnown(detail)) refreshChats(rings ? 0 : CHATS_PAUSE_MS);
}

function refreshWhereThereAreChats() {
  if (document.querySelector("#rows .conv.here")) localStorage.setItem(HAS_CHATS, "1");
  if (localStorage.getItem(HAS_CHATS)) refreshChats();
}

if (chatsBox()) {
  document.addEventListener("saath:event", ({ detail }) => hearEvent(detail));
  document.addEventListener("saath:reset", refreshWhereThereAreChats);
  addEventListener("online", refreshWhereThereAreChats);
  document.addEventListener("visibilitychange", () => (document.hidden ? ringOrRest() : refreshWhereThereAreChats()));
  document.addEventListener("htmx:afterSettle", markOpen);
  document.addEventListener("taken", () => answerText()?.focus());
  document.addEventListener("click", ({ target }) => target.closest("#chats [data-hush]") && hush());
  addKey("Alt+j", () => goToChat(1), () => chatTabs().length > 0);
  addKey("Alt+k", () => goToChat(-1), () => chatTabs().length > 0);
  addKey("Alt+w", () => chatToTake().click(), chatToTake);
  refreshWhereThereAreChats();
}
