// What was said, as it stands in the log: each message once, by its id, in the order that the server gives.
import { dayOf, dayWords, clockWords } from "./moments.js";
import { filePart } from "./shown-files.js";
import { markedUp } from "./markup.js";
import { say, setText } from "./words.js";

export const log = document.getElementById("log");
const lines = document.getElementById("lines");
const pending = document.getElementById("pending");
const lineOf = new Map();

export const hasLines = () => lineOf.size > 0;

export const isShown = (id) => lineOf.has(id);

/** The newest message that the shop has said, or none. */
export const lastOfShop = () => [...lines.children].findLast(({ dataset }) => dataset.by !== "you")?.dataset.id;

/** The number of the order that the visitor named last, "" for none. */
export const lastOrderSaid = () => [...lines.children].findLast(({ dataset }) => dataset.order)?.dataset.order ?? "";

/** Show messages that follow each other, newest last; returns how many were not shown before. */
export function showLines(messages) {
  const wasKnown = lineOf.size;
  const depth = log.scrollTop;
  const height = log.scrollHeight;
  const isAtEnd = depth > -40;
  let next = placeAfter(messages);
  for (const message of messages.toReversed()) next = place(message, next);
  showDays();
  // What comes below moves nothing that is being read.
  if (!isAtEnd && isBelow(messages)) log.scrollTop = depth - (log.scrollHeight - height);
  return lineOf.size - wasKnown;
}

/** Show what was said before the rest, without saying it aloud. */
export function showOlderLines(messages) {
  log.setAttribute("aria-busy", "true");
  showLines(messages);
  log.removeAttribute("aria-busy");
}

const isBelow = (messages) => lineOf.get(messages.at(-1)?.id) === lines.lastElementChild;

/** The first line that was said later than all of these. */
function placeAfter(messages) {
  const newest = messages.at(-1)?.at ?? "";
  return [...lines.children].find(({ dataset }) => dataset.at > newest) ?? null;
}

function place(message, next) {
  const line = lineOf.get(message.id) ?? makeLine(message);
  fill(line, message);
  if (!line.isConnected || line.nextElementSibling !== next) lines.insertBefore(line, next);
  return line;
}

function makeLine({ id, by, at }) {
  const line = document.getElementById("line-part").content.firstElementChild.cloneNode(true);
  Object.assign(line.dataset, { id, by, at });
  line.querySelector("article").classList.toggle("out", by === "you");
  lineOf.set(id, line);
  return line;
}

function fill(line, message) {
  const seen = JSON.stringify([message.state, message.text, message.answers, message.order, message.files.map(({ name, thumb }) => [name, Boolean(thumb)])]);
  if (line.dataset.seen === seen) return;
  line.dataset.seen = seen;
  setText(line.querySelector("[data-who]"), message.by === "you" ? say("you") : message.name);
  line.querySelector("[data-who]").classList.toggle("vh", message.by === "you");
  line.querySelector("[data-read]").hidden = message.by !== "you" || message.state !== "read";
  const time = line.querySelector("time");
  time.dateTime = message.at;
  time.textContent = clockWords(message.at);
  const words = line.querySelector(".say");
  words.hidden = !message.text;
  words.replaceChildren(...markedUp(message));
  showOrder(line, message.order);
  const quoted = line.querySelector("[data-answers]");
  quoted.hidden = !message.answers;
  setText(quoted.querySelector("p"), message.answers ?? "");
  line.querySelector(".sent-files").replaceChildren(...message.files.map(filePart));
}

function showOrder(line, order) {
  const about = line.querySelector("[data-about]");
  line.dataset.order = order?.number ?? "";
  about.hidden = !order;
  about.querySelector("span").textContent = order ? say("about_order", { number: order.number }) : "";
}

function showDays() {
  let day = "";
  for (const line of lines.children) {
    const own = dayOf(line.dataset.at);
    const words = line.querySelector(".day");
    words.hidden = own === day;
    words.textContent = own === day ? "" : dayWords(line.dataset.at);
    day = own;
  }
}

/** Show a message that has not left yet below all others. */
export function showPending(item) {
  const line = pending.querySelector(`[data-key="${item.key}"]`) ?? makePending(item);
  const article = line.querySelector("article");
  article.classList.toggle("sending", item.state !== "failed");
  article.classList.toggle("failed", item.state === "failed");
  line.querySelector("[data-state]").textContent = say(item.state);
  line.querySelector("[data-why]").textContent = item.why;
  line.querySelector("[data-why]").hidden = !item.why;
  line.querySelector("[data-choices]").hidden = item.state !== "failed";
}

function makePending({ key, text, files, order }) {
  const line = document.getElementById("pending-part").content.firstElementChild.cloneNode(true);
  line.dataset.key = key;
  const words = line.querySelector(".say");
  words.hidden = !text;
  words.replaceChildren(...markedUp({ text }));
  showOrder(line, order);
  line.querySelector("[data-names]").textContent = files.map(({ name }) => name).join(", ");
  pending.append(line);
  log.scrollTop = 0;
  return line;
}

export function hidePending(key) {
  pending.querySelector(`[data-key="${key}"]`)?.remove();
}
