// Chats: mine side by side above the conversation, and those that nobody has yet, which ring until somebody takes them.
import { addKey } from "../../ui/js/keys.js";
import { pageAtRest } from "../../ui/js/rest.js";
import { drawWaits } from "../../ui/js/timers.js";
import { answerText } from "./form.js";
import { playRing, soundAfterGesture, soundWaits } from "./hearing.js";
import { fetchPart, mergeById, turns } from "./parts.js";

const CHATS_PAUSE_MS = 200, RING_EVERY_MS = 4000, LOOK_AGAIN_MS = 60_000, ASK_ANYWAY_MS = 5 * 60_000;
// Whether this browser has ever seen a chat of the shop: where there is none, nobody asks for any.
const HAS_CHATS = "saath.chats", HUSHED = "saath.hushed", ASKED = "saath.chats-asked", BELL = "saath-bell";
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
  sessionStorage.setItem(ASKED, `${document.body.dataset.seat} ${Date.now()}`);
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
  if (!document.getElementById("chats-sound")) box.append(fresh.querySelector("#chats-sound"));
  box.dataset.waiting = fresh.dataset.waiting;
  box.toggleAttribute("data-hears", "hears" in fresh.dataset);
  if (box.querySelector("[data-chat], .rings")) localStorage.setItem(HAS_CHATS, "1");
  window.htmx.process(box);
  markOpen();
  showHushed();
  showWhetherItSounds();
  drawWaits();
}

// A browser lets no page sound that nobody has touched: whoever sits beside it would hear nothing of a chat.
let waitsForGesture = false;
function showWhetherItSounds() {
  const box = chatsBox(), sign = document.getElementById("chats-sound");
  const isMute = Boolean(localStorage.getItem(HAS_CHATS)) && "hears" in box.dataset && soundWaits();
  if (sign) sign.hidden = !isMute;
  box.hidden = !isMute && !box.querySelector("[data-chat], .rings");
  if (!isMute || waitsForGesture) return;
  waitsForGesture = true;
  soundAfterGesture(() => { waitsForGesture = false; showWhetherItSounds(); });
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

/** The shop chats, though this browser may have seen none: look whether one waits already. */
function lookWhetherOneWaits() {
  if (!localStorage.getItem(HAS_CHATS) && !hasAskedLately()) refreshChats();
}

function hasAskedLately() {
  const [seat, at] = (sessionStorage.getItem(ASKED) ?? "").split(" ");
  return seat === document.body.dataset.seat && Date.now() - at < ASK_ANYWAY_MS;
}

// What waits in quiet hours, or while nobody may hear it, rings once that is over.
function lookForSilent() {
  if (!document.hidden && !ringing.size && chatsBox().dataset.waiting) refreshChats();
}

if (chatsBox()) {
  document.addEventListener("saath:event", ({ detail }) => hearEvent(detail));
  document.addEventListener("saath:reset", refreshWhereThereAreChats);
  document.addEventListener("saath:chats", lookWhetherOneWaits);
  addEventListener("online", refreshWhereThereAreChats);
  document.addEventListener("visibilitychange", () => (document.hidden ? ringOrRest() : refreshWhereThereAreChats()));
  document.addEventListener("htmx:afterSettle", markOpen);
  document.addEventListener("taken", () => answerText()?.focus());
  document.addEventListener("click", ({ target }) => target.closest("#chats [data-hush]") && hush());
  addKey("Alt+j", () => goToChat(1), () => chatTabs().length > 0);
  addKey("Alt+k", () => goToChat(-1), () => chatTabs().length > 0);
  addKey("Alt+w", () => chatToTake().click(), chatToTake);
  setInterval(lookForSilent, LOOK_AGAIN_MS);
  refreshWhereThereAreChats();
}
