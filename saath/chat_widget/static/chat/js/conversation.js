// The conversation as the server has it. Whatever happens on the line, the newest page is asked for again and joined to what
// is shown: nothing is left out and nothing stands twice.
import { askAsVisitor, joinCustomer, mayRead } from "./visitor.js";
import { isShown, log, showLines, showOlderLines } from "./lines.js";
import { isPending } from "./outbox.js";
import { isSeen, show } from "./states.js";
import { tellPage } from "./shop-page.js";

const SOON_MS = 1_000;
const SELDOM_MS = 30_000;
let syncing = null;
let isAskedAgain = false;
let hasBeenRead = false;
let olderCursor = null;
let readAgain = 0;
let readPause = SOON_MS;

/** Bring what is shown up to what was said; calls while it runs become one more run. */
export function sync() {
  if (syncing) {
    isAskedAgain = true;
    return syncing;
  }
  syncing = readAll().finally(() => {
    syncing = null;
    if (isAskedAgain) sync();
    isAskedAgain = false;
  });
  return syncing;
}

async function readAll() {
  clearTimeout(readAgain);
  try {
    await joinCustomer();
    if (mayRead()) await readNewest();
    readPause = SOON_MS;
  } catch (problem) {
    if (problem.isPassing) readLater(problem.retryAfterMs);
  }
}

/** Read again where the server could not answer and the line stands: nothing else would tell. Who looks again reads anyway. */
function readLater(askedMs) {
  readAgain = setTimeout(() => isSeen() && sync(), Math.max(askedMs, readPause));
  readPause = Math.min(2 * readPause, SELDOM_MS);
}

async function readNewest() {
  const isFirst = !hasBeenRead;
  const page = await readPage();
  await readGap(page, isFirst);
  if (isFirst) log.setAttribute("aria-busy", "true");
  const added = showPage(page.messages);
  if (isFirst) {
    hasBeenRead = true;
    olderCursor = page.older;
    log.removeAttribute("aria-busy");
  }
  if (page.messages.length) show("talk");
  document.dispatchEvent(new CustomEvent("chat:read", { detail: { ...page, isFirst, added } }));
}

/** Between what was shown and the newest page more may have been said than fits into one: read until the two join. */
async function readGap(page, isFirst) {
  let { messages, older } = page;
  const pages = [];
  while (!isFirst && older && !messages.some(({ id }) => isShown(id))) {
    ({ messages, older } = await readPage(older));
    pages.push(messages);
  }
  for (const each of pages.reverse()) showPage(each);
}

/** A page of what was said, in its order; the newest one without a cursor. */
async function readPage(before = null) {
  const page = await askAsVisitor(before ? `conversation?before=${encodeURIComponent(before)}` : "conversation");
  return { ...page, messages: page.messages.toReversed() };
}

/** Show messages; what still stands among those that wait shows when its own answer has come. */
const showPage = (messages) => showLines(messages.filter((message) => !isPending(message)));

export const hasOlder = () => olderCursor !== null;

/** Show a page of what was said before. */
export async function readOlder() {
  const page = await readPage(olderCursor);
  olderCursor = page.older;
  showOlderLines(page.messages);
}

/** Show what has just been taken in, as the server has it. */
export function showTaken(message) {
  showLines([message]);
  show("talk");
  tellPage("message", { by: "you" });
}

export function hearConversation() {
  document.addEventListener("saath:event", ({ detail }) => {
    if (detail.kind.startsWith("chat.")) sync();
  });
  document.addEventListener("saath:reset", sync);
  document.addEventListener("chat:read", ({ detail }) => {
    if (!detail.isFirst && detail.added && detail.messages.at(-1)?.by !== "you") tellPage("message", { by: "shop" });
  });
}
