// Who else is on the desk, at which conversation, and who writes. A tab gives signs of life while somebody looks at it.
import { composer, kindOf } from "./form.js";
import { fetchPart } from "./parts.js";

const PLACE = "/desk/presence/";
const BEAT_MS = 15_000;
// Colleagues see for longer that somebody has begun; a customer is told of it while it goes on.
const WRITES_FOR_MS = 60_000, ANSWERS_FOR_MS = 15_000;
const tab = Math.random().toString(36).slice(2);
let told = "", wroteAt = -WRITES_FOR_MS, wroteIn = "", answeringAt = "", here = {}, team = null, isDrawing = false;

/** The public id of our own seat. */
export const ownSeat = () => document.body.dataset.seat;

const openConversation = () => document.getElementById("thread")?.dataset.conversation ?? "";

function isWriting(forMs = WRITES_FOR_MS) {
  const words = document.getElementById("composer")?.elements.text?.value ?? "";
  return Boolean(words.trim()) && wroteIn === openConversation() && performance.now() - wroteAt < forMs;
}

// An answer is told to a customer who is here; a note is told to colleagues alone.
function doingNow() {
  if (!isWriting()) return "reads";
  return kindOf(composer()) !== "note" && isWriting(ANSWERS_FOR_MS) ? "answers" : "writes";
}

function signOf(doing, at = openConversation()) {
  const { "X-CSRFToken": token } = JSON.parse(document.body.getAttribute("hx-headers"));
  return new URLSearchParams({ csrfmiddlewaretoken: token, tab, at, doing });
}

const giveSign = (sign) => fetch(PLACE, { method: "POST", body: sign, headers: { "HX-Request": "true" }, credentials: "same-origin", keepalive: true });

/** Say where this tab is, where that is news or it is time to say so again. */
function tell({ again = false } = {}) {
  if (document.hidden) return;
  const doing = doingNow(), sign = signOf(doing), news = sign.toString();
  if (news === told && !again) return;
  told = news;
  // Whom we leave in the middle of an answer sees that it is not being written any more.
  const left = answeringAt && answeringAt !== openConversation() ? giveSign(signOf("reads", answeringAt)) : Promise.resolve();
  answeringAt = doing === "answers" ? openConversation() : "";
  left.then(() => giveSign(sign)).then(hearWhatIsTold).catch(() => { told = ""; });
}

function hearWhatIsTold({ headers }) {
  if (headers.get("Saath-Chats")) document.dispatchEvent(new CustomEvent("saath:chats"));
  const [customer, where] = (headers.get("Saath-Customer") ?? "").split(" ");
  if (customer) document.dispatchEvent(new CustomEvent("saath:visitors", { detail: { [customer]: where === "here" } }));
}

/** Say that nobody looks at this tab any more, or that it is gone; a beacon leaves even where the page does not live on. */
function leave(doing) {
  if (told && told !== doing) navigator.sendBeacon(PLACE, signOf(doing));
  told = doing === "near" ? doing : "";
}

async function loadTeam() {
  team = (await fetchPart(PLACE))?.getElementById("colleagues") ?? null;
}

const colleague = (seat) => team.querySelector(`[data-seat="${CSS.escape(seat)}"]`);

/** The others by what they do at a conversation: seats of those who write, and of those who read. */
function othersAt(conversation) {
  const found = { writes: [], reads: [] };
  for (const [seat, places] of Object.entries(here)) {
    const place = places.find(({ at }) => at === conversation);
    if (place && seat !== ownSeat() && colleague(seat)) found[place.writes ? "writes" : "reads"].push(seat);
  }
  return found;
}

function faceOf(seat, words, classes = "") {
  const face = colleague(seat).firstElementChild.cloneNode(true);
  face.setAttribute("aria-label", words.replace("{name}", colleague(seat).dataset.name));
  face.title = face.getAttribute("aria-label");
  if (classes) face.classList.add(classes);
  return face;
}

/** The sign of somebody who writes. */
export function stitches() {
  const sign = document.createElement("span");
  sign.className = "typing";
  sign.append(...[1, 2, 3].map(() => document.createElement("span")));
  return sign;
}

function drawRows() {
  for (const line of document.querySelectorAll("#rows [data-conversation]")) {
    const { writes, reads } = othersAt(line.dataset.conversation);
    show(line.querySelector(".meta"), [
      ...(writes.length ? [stitches()] : []),
      ...writes.map((seat) => faceOf(seat, team.dataset.writes)),
      ...reads.map((seat) => faceOf(seat, team.dataset.reads)),
    ]);
  }
}

// One place of ours in a line, which is left alone where it shows the same: a sign that is sewn does not begin anew.
function show(line, signs) {
  const shown = line?.querySelector(":scope > [data-present]");
  if (!line || !signs.length) return shown?.remove();
  const fresh = document.createElement("span");
  fresh.className = "present push";
  fresh.dataset.present = "";
  fresh.append(...signs);
  if (!shown) line.append(fresh);
  else if (shown.outerHTML !== fresh.outerHTML) shown.replaceWith(fresh);
}

function drawThread() {
  const line = document.getElementById("also");
  if (!line) return;
  const { writes, reads } = othersAt(openConversation());
  const [seats, one, many] = writes.length ? [writes, "writes", "write"] : [reads, "reads", "read"];
  const owner = document.getElementById("thread-top").dataset.owner, key = `${one} ${seats.join()} ${owner}`;
  if (line.dataset.shows === key) return;
  line.dataset.shows = key;
  line.replaceChildren();
  line.hidden = !seats.length;
  if (!seats.length) return;
  const words = document.createElement("span");
  words.textContent = team.dataset[seats.length > 1 ? many : one].replace("{name}", seats.map((seat) => colleague(seat).dataset.name).join(", "));
  line.append(...(writes.length ? [stitches()] : []), ...seats.map((seat) => plainFace(seat)), words);
  if (line.dataset.take && seats.length === 1 && seats[0] !== owner && "answers" in colleague(seats[0]).dataset) line.append(takeButton(seats[0], line));
}

function plainFace(seat) {
  const face = faceOf(seat, "{name}");
  face.setAttribute("aria-hidden", "true");
  return face;
}

function takeButton(seat, line) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "push link";
  button.textContent = team.dataset.take.replace("{name}", colleague(seat).dataset.name);
  button.addEventListener("click", () => window.htmx.ajax("POST", line.dataset.take, { target: "#thread", swap: "outerHTML", values: { to: seat, queue: line.dataset.queue } }));
  return button;
}

function drawDesk() {
  const foot = document.querySelector("#navigation [data-on-desk]");
  const seats = Object.keys(here).filter((seat) => here[seat].length && colleague(seat));
  if (!foot || foot.dataset.onDesk === seats.join()) return;
  foot.dataset.onDesk = seats.join();
  foot.replaceChildren(...seats.map((seat) => faceOf(seat, team.dataset.here, "here")));
}

async function draw() {
  if (isDrawing) return;
  isDrawing = true;
  // Who is alone needs no faces.
  const isNewHere = (seat) => here[seat].length && seat !== ownSeat() && !(team && colleague(seat));
  if (Object.keys(here).some(isNewHere)) await loadTeam();
  isDrawing = false;
  if (!team) return;
  drawRows();
  drawThread();
  drawDesk();
}

let isWaiting = false;
function drawSoon() {
  if (isWaiting) return;
  isWaiting = true;
  requestAnimationFrame(() => { isWaiting = false; draw(); });
}

if (document.body.dataset.live) {
  document.addEventListener("saath:presence", ({ detail }) => { here = detail; drawSoon(); });
  document.addEventListener("htmx:afterSettle", () => { tell(); drawSoon(); });
  document.addEventListener("input", ({ target }) => {
    if (!target.closest("#composer")) return;
    [wroteAt, wroteIn] = [performance.now(), openConversation()];
    tell();
  });
  document.addEventListener("change", ({ target }) => target.name === "kind" && target.closest("#composer") && tell());
  document.addEventListener("visibilitychange", () => (document.hidden ? leave("near") : tell()));
  addEventListener("pagehide", () => leave("left"));
  addEventListener("pageshow", () => tell());
  // What brings lines up to date takes our signs off them.
  const brings = ({ target }) => target.id === "rows" || target === document.body;
  new MutationObserver((changes) => changes.some(brings) && drawSoon()).observe(document.body, { childList: true, subtree: true });
  setInterval(() => tell({ again: true }), BEAT_MS);
  tell();
}
