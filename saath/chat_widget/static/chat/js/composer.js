// Where the visitor writes. Enter sends where there is a keyboard; on a phone it begins a new line.
import { allowed, chosenFiles, forgetFiles, showFiles } from "./files.js";
import { forgetOrder, orderToSay, restoreOrder } from "./orders.js";
import { send } from "./outbox.js";
import { tellPage } from "./shop-page.js";
import { writes } from "./typing.js";

const composer = document.getElementById("composer");
const words = document.getElementById("text");

export function restoreDraft(text) {
  if (text && !words.value) words.value = text;
}

words.addEventListener("input", () => {
  tellPage("draft", { text: words.value });
  writes(words.value !== "");
});

words.addEventListener("focus", () => tellPage("page"));

words.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || matchMedia("(pointer: coarse)").matches) return;
  event.preventDefault();
  composer.requestSubmit();
});

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = words.value.trim();
  const files = chosenFiles();
  if ((!text && !files.length) || !allowed(text)) return words.focus();
  words.value = "";
  forgetFiles();
  tellPage("draft", { text: "" });
  writes(false);
  send(text, files, orderToSay());
  forgetOrder();
  words.focus();
});

// What was not taken comes back to be changed.
document.addEventListener("chat:taken-back", ({ detail: { text, files, order } }) => {
  words.value = [text, words.value].filter(Boolean).join("\n");
  showFiles(files);
  restoreOrder(order);
  words.focus();
});
