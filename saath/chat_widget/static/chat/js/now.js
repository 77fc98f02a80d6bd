// Whether somebody is there, and when an answer comes: said as it is, and again while one waits.
import { ask } from "./requests.js";
import { askAsVisitor, isKnown } from "./visitor.js";
import { isOpen } from "./states.js";
import { say, count, setText } from "./words.js";

const AGAIN_MS = 60_000;
// Who has written hears of their place by the stream; who has not asks sooner, while others wait before them.
const AGAIN_IN_QUEUE_MS = 15_000;
const NOTHING_KNOWN = { text: 4000, files: 5, file_bytes: 10_000_000, media: ["image/*", "application/pdf"] };
let again = 0;
let knownNow = {};

export const isLiveNow = () => knownNow.is_live === true;

export const limits = () => knownNow.limits ?? NOTHING_KNOWN;

export async function showNow() {
  try {
    knownNow = await (isKnown() ? askAsVisitor("now") : ask("now"));
  } catch {
    return;
  }
  draw(knownNow);
}

/** Ask again from time to time while the chat is open. */
export function watchNow(isWanted) {
  clearTimeout(again);
  if (!isWanted) return;
  const isInQueue = !isKnown() && knownNow.queue_place > 1;
  again = setTimeout(async () => {
    if (!document.hidden) await showNow();
    watchNow(isOpen());
  }, isInQueue ? AGAIN_IN_QUEUE_MS : AGAIN_MS);
}

document.addEventListener("saath:queue", ({ detail: { place, seconds } }) => {
  if (!knownNow.people) return;
  Object.assign(knownNow, { queue_place: place, expected_wait_seconds: seconds });
  put("[data-queue]", isLiveNow() ? queueWords(knownNow) : "");
});

function draw(now) {
  document.dispatchEvent(new CustomEvent("chat:now"));
  const [person] = now.people;
  const isLive = now.is_live && Boolean(person);
  drawHead(now, isLive ? person : null);
  for (const sign of document.querySelectorAll("[data-live-now]")) sign.hidden = !isLive;
  put("[data-hours]", [].concat(now.hours ?? []).join(" · "));
  put("[data-when]", whenWords(now, isLive));
  put("[data-queue]", isLive ? queueWords(now) : "");
  put("#greeting", now.texts.greeting || say("greeting"));
  put("[data-away]", isLive ? "" : now.texts.away);
  put("[data-write] > span", isLive ? say("write_to", { name: person.name }) : say("write"));
  document.getElementById("text").setAttribute("aria-label", isLive ? say("write_to", { name: person.name }) : say("write"));
}

function drawHead({ shop, usual_wait_seconds: usual }, person) {
  const face = document.getElementById("face");
  face.hidden = !person;
  if (person) {
    setText(face, person.face);
    face.dataset.hue = person.hue;
  }
  put("#who", person ? `${person.name}, ${shop.name}` : shop.name);
  put("#usual", person && usual !== null ? usualWords(usual) : "");
}

const usualWords = (seconds) => (seconds <= 60 ? say("usual_minute") : count("usual_minutes", Math.ceil(seconds / 60)));

function whenWords({ answers_by: by }, isLive) {
  return isLive ? "" : (by ?? "");
}

function queueWords({ queue_place: place, expected_wait_seconds: wait }) {
  const before = place > 1 ? count("before_you", place - 1) : "";
  const minutes = wait > 60 ? count("about_minutes", Math.ceil(wait / 60)) : "";
  return [before, minutes].filter(Boolean).join(" ");
}

function put(selector, text) {
  for (const element of document.querySelectorAll(selector)) {
    setText(element, text ?? "");
    element.hidden = !text;
  }
}
