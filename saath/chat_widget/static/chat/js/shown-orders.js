// An order as it stands where one is chosen.
import { count, setText } from "./words.js";
import { dateWords } from "./moments.js";

/** What is said of an order where one is chosen. */
export function orderParts(order) {
  const parts = document.getElementById("order-part").content.cloneNode(true);
  const about = [order.number, count("pieces", order.pieces), order.state_words, dateWords(order.placed_at)];
  setText(parts.querySelector("b"), order.title || order.number);
  parts.querySelector("small").textContent = about.join(" · ");
  parts.querySelector("[data-total]").textContent = order.total;
  return [...parts.children];
}
