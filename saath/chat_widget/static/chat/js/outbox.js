// What the visitor sends. It stands in the log at once, waits where there is no line, and leaves in its order with its own
// key, so that the server takes it once however often it comes. Words that wait are kept by the shop's page, over reloads too.
import { askAsVisitor, becomeKnown, isKnown, joinCustomer, keepVisitor } from "./visitor.js";
import { hidePending, isShown, showPending } from "./lines.js";
import { answeredOpener, openerToAnswer } from "./opener.js";
import { say } from "./words.js";
import { show, speak } from "./states.js";
import { showTaken, sync } from "./conversation.js";
import { tellPage, whereOnSite } from "./shop-page.js";
import { wantLive } from "./hearing.js";

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
let box = [];
let isLeaving = false;
let pause = FIRST_PAUSE_MS;
let wakeBox = () => {};

const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Send words and files, about an order where one was chosen. */
export function send(text, files, order = null) {
  const item = { key: newKey(), text, files, order, opener: openerToAnswer(), at: new Date().toISOString(), state: "sending", why: "" };
  box.push(item);
  if (!files.length) tellPage("wait", { item: { key: item.key, text, order, opener: item.opener, at: item.at } });
  show("talk");
  showPending(item);
  leave();
}

/** Go on with what waited when the page was left. */
export function restoreWaiting(items) {
  for (const item of items) {
    if (box.some(({ key }) => key === item.key)) continue;
    box.push({ ...item, files: [], state: "waiting", why: "" });
    showPending(box.at(-1));
  }
  if (box.length) show("talk");
  leave();
}

/** Whether this may be a message that waits here, taken though its answer was lost: it is asked about again by its key. */
export const isPending = ({ by, text, id }) => by === "you" && !isShown(id) && box.some((item) => item.state !== "failed" && item.text === text);

function drop(key) {
  box = box.filter((item) => item.key !== key);
  hidePending(key);
  tellPage("left", { key });
}

async function leave() {
  if (isLeaving) return wakeBox();
  isLeaving = true;
  for (let item = nextToLeave(); item; item = nextToLeave()) await tryOnce(item);
  isLeaving = false;
}

const nextToLeave = () => box.find(({ state }) => state !== "failed");

async function tryOnce(item) {
  change(item, "sending");
  try {
    const isFirst = !isKnown();
    if (isFirst) await joinCustomer().then(becomeKnown);
    const message = await askAsVisitor("messages", { body: formOf(item) });
    keepVisitor();
    drop(item.key);
    answeredOpener(item.opener);
    showTaken(message);
    pause = FIRST_PAUSE_MS;
    if (isFirst) {
      wantLive(true);
      await sync();
    }
  } catch (problem) {
    await notTaken(item, problem);
  }
}

async function notTaken(item, problem) {
  if (!box.includes(item)) return; // the answer was lost, and what was said has come another way
  if (problem.status === 401 && !item.isOfStranger) {
    item.isOfStranger = true; // at once, as somebody new
    return;
  }
  if (!problem.isPassing) {
    change(item, "failed", problem.said ? [problem.said.title, problem.said.what_to_do].filter(Boolean).join(" ") : say("not_taken"));
    tellPage("left", { key: item.key });
    speak("failed");
    return;
  }
  change(item, "waiting", problem.status === 429 ? problem.message : "");
  await new Promise((resolve) => {
    wakeBox = resolve;
    setTimeout(resolve, Math.max(problem.retryAfterMs, pause));
  });
  pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
}

function change(item, state, why = "") {
  Object.assign(item, { state, why });
  showPending(item);
}

function formOf({ key, text, files, order, opener }) {
  const form = new FormData();
  const { url = "", title = "", referrer = "" } = whereOnSite();
  const fields = { key, text, ...(opener && { opener }), ...(order && { order: order.id }), language: document.documentElement.lang, page_url: url, page_title: title, referrer };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  for (const file of files) form.append("files", file, file.name);
  return form;
}

addEventListener("online", () => wakeBox());

document.addEventListener("saath:line", ({ detail }) => detail.isOnline && wakeBox());

document.addEventListener("click", ({ target }) => {
  const key = target.closest("[data-key]")?.dataset.key;
  const item = box.find((each) => each.key === key);
  if (!item) return;
  if (target.closest("[data-again]")) {
    change(item, "sending");
    leave();
  } else if (target.closest("[data-take-back]")) {
    drop(item.key);
    document.dispatchEvent(new CustomEvent("chat:taken-back", { detail: item }));
  }
});
