// Customers who are here: whether one still watches the conversation, and writes in it. Both are told in passing.
import { stitches } from "./presence.js";

// The server says when somebody writes no more; a line that breaks meanwhile does not.
const CUSTOMER_WRITES_FOR_MS = 25_000;
const writingIn = new Map();

const hereLine = () => document.getElementById("here");
const openThread = () => document.getElementById("thread")?.dataset.conversation ?? "";

function drawHere() {
  drawLine();
  for (const tab of document.querySelectorAll("#chats [data-chat]")) drawTab(tab);
}

function drawLine() {
  const line = hereLine();
  if (!line) return;
  const isWriting = writingIn.has(openThread()), isGone = !("watches" in line.dataset);
  const words = isWriting ? line.dataset.writes : isGone ? line.dataset.left : "";
  if (line.dataset.shows === words) return;
  line.dataset.shows = words;
  line.hidden = !words;
  line.replaceChildren(...(isWriting ? [stitches()] : []), words);
}

function drawTab(tab) {
  const shown = tab.querySelector("[data-present]"), isWriting = writingIn.has(tab.dataset.chat);
  if (!isWriting) return shown?.remove();
  if (shown) return;
  const sign = stitches();
  sign.dataset.present = "";
  tab.append(sign);
}

function hearTyping({ conversation, is_typing: isTyping }) {
  clearTimeout(writingIn.get(conversation));
  writingIn.delete(conversation);
  if (isTyping) writingIn.set(conversation, setTimeout(() => hearTyping({ conversation, is_typing: false }), CUSTOMER_WRITES_FOR_MS));
  drawHere();
}

/** The open conversation says who watches as it comes; from then on who comes and goes is told. */
function hearVisitors(changed) {
  const line = hereLine();
  if (!line || !(line.dataset.customer in changed)) return;
  line.toggleAttribute("data-watches", changed[line.dataset.customer]);
  drawHere();
}

document.addEventListener("saath:visitors", ({ detail }) => hearVisitors(detail));
document.addEventListener("saath:typing", ({ detail }) => hearTyping(detail));
// What they wrote has come: they write no more.
document.addEventListener("saath:event", ({ detail }) => detail.kind === "message.received" && hearTyping({ conversation: detail.subject, is_typing: false }));
document.addEventListener("htmx:afterSettle", drawHere);
new MutationObserver((changes) => changes.some(({ target }) => target.id === "chats-own") && drawHere()).observe(document.body, { childList: true, subtree: true });
