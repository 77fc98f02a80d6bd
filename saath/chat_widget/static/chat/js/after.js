// When the shop takes a matter for solved: whether it is, how it went, and nothing chosen beforehand.
import { askAsVisitor } from "./visitor.js";
import { sync } from "./conversation.js";
import { say } from "./words.js";

const sorted = document.getElementById("sorted");
const rating = document.getElementById("rating");
const thanks = document.getElementById("thanks");
const answerKey = crypto.getRandomValues(new Uint32Array(4)).join("");

document.addEventListener("chat:read", ({ detail: { conversation } }) => {
  sorted.hidden = !conversation?.asks_if_sorted;
  rating.hidden = !sorted.hidden || !conversation?.asks_rating;
});

sorted.addEventListener("change", () => {
  sorted.querySelector("[data-missing]").hidden = sorted.elements.is.value !== "no";
});

sorted.addEventListener("submit", (event) => {
  event.preventDefault();
  const isSorted = sorted.elements.is.value === "yes";
  give(sorted, "sorted", { is_sorted: isSorted, words: isSorted ? "" : sorted.elements.words.value, key: answerKey }, isSorted ? "glad" : "on_it_again");
});

rating.addEventListener("submit", (event) => {
  event.preventDefault();
  give(rating, "rating", { stars: Number(rating.elements.stars.value), words: rating.elements.words.value }, "thanks");
});

async function give(form, path, body, word) {
  const button = form.querySelector("button");
  button.setAttribute("aria-busy", "true");
  try {
    await askAsVisitor(path, { body });
    form.hidden = true;
    thanks.textContent = say(word);
    thanks.hidden = false;
    await sync();
  } catch (problem) {
    thanks.textContent = problem.message || say("not_taken");
    thanks.hidden = false;
  }
  button.removeAttribute("aria-busy");
}
