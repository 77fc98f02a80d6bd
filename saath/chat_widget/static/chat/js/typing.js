// That somebody writes: told to the shop while the visitor does, and shown while the shop does. It is never kept.
import { askAsVisitor, isKnown } from "./visitor.js";
import { say, setText } from "./words.js";

const TELL_AGAIN_MS = 4_000;
const PAUSE_MS = 5_000;
const FORGET_MS = 12_000;
let toldAt = 0;
let resting = 0;
let stopping = 0;

/** Tell the shop that the visitor writes, or has stopped. */
export function writes(isWriting) {
  clearTimeout(resting);
  if (isWriting) resting = setTimeout(() => writes(false), PAUSE_MS);
  const isDue = isWriting ? Date.now() - toldAt > TELL_AGAIN_MS : toldAt > 0;
  if (!isDue || !isKnown()) return;
  toldAt = isWriting ? Date.now() : 0;
  askAsVisitor("typing", { body: { is_typing: isWriting } }).catch(() => {});
}

export function showTyping(name, isTyping) {
  clearTimeout(stopping);
  document.getElementById("typing").hidden = !isTyping;
  setText(document.getElementById("typing-words"), isTyping ? say(name ? "writes" : "somebody_writes", { name }) : "");
  if (isTyping) stopping = setTimeout(() => showTyping("", false), FORGET_MS);
}

document.addEventListener("saath:typing", ({ detail }) => showTyping(detail.name, detail.is_typing));

document.addEventListener("chat:read", ({ detail: { added, messages } }) => {
  if (added && messages.at(-1)?.by !== "you") showTyping("", false);
});
