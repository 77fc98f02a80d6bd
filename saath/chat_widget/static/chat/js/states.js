// Which of its two faces the frame shows: where one begins, or what was said.
import { say } from "./words.js";

const FACES = ["start", "talk"];
let frameIsOpen = false;

export const isOpen = () => frameIsOpen;

export const isSeen = () => frameIsOpen && document.visibilityState === "visible";

export function setOpen(isIt) {
  frameIsOpen = isIt;
}

export function show(face) {
  if (document.body.dataset.face === face) return;
  document.body.dataset.face = face;
  for (const each of FACES) document.getElementById(each).hidden = each !== face;
}

export const isTalking = () => document.body.dataset.face === "talk";

/** Turn keyboard and screen reader to where the visitor goes on. A finger is not met by its keyboard unasked. */
export function turnToIt() {
  if (!isTalking()) document.getElementById("greeting").focus();
  else if (matchMedia("(pointer: fine)").matches) document.getElementById("text").focus();
  else document.getElementById("talk").focus();
}

export function speak(name, values) {
  document.getElementById("spoken").textContent = say(name, values);
}

document.addEventListener("click", ({ target }) => {
  if (!target.closest("[data-write]")) return;
  show("talk");
  document.getElementById("text").focus();
});
