// The list of orders above the composer: a listbox (WAI-ARIA), by finger, mouse and keys.
import { orderParts } from "./shown-orders.js";

const optionList = document.getElementById("order-options");
const optionButton = document.getElementById("order-button");
const STEPS = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
let offered = [];
let active = 0;
let takeOption = () => {};

/** Offer orders; `chosen` is the id of the one that is chosen already. Asked again while it is open, it closes. */
export function openOptions(orders, { chosen, choose }) {
  if (!optionList.hidden) return closeOptions();
  offered = orders;
  takeOption = choose;
  optionList.replaceChildren(...orders.map((order) => option(order, order.id === chosen)));
  optionList.hidden = false;
  optionButton.setAttribute("aria-expanded", "true");
  optionList.focus();
  turnTo(Math.max(0, orders.findIndex(({ id }) => id === chosen)));
}

function closeOptions() {
  optionList.hidden = true;
  optionButton.setAttribute("aria-expanded", "false");
}

function option(order, isChosen) {
  const item = document.createElement("li");
  item.id = `order-${order.id}`;
  item.className = "pick";
  item.role = "option";
  item.ariaSelected = String(isChosen);
  item.append(...orderParts(order));
  return item;
}

function turnTo(place) {
  active = Math.min(Math.max(place, 0), offered.length - 1);
  [...optionList.children].forEach((item, number) => item.classList.toggle("at", number === active));
  optionList.setAttribute("aria-activedescendant", optionList.children[active].id);
  optionList.children[active].scrollIntoView({ block: "nearest" });
}

function takeAt(place) {
  closeOptions();
  takeOption(offered[place]);
}

optionList.addEventListener("keydown", (event) => {
  const { key } = event;
  if (key === "Tab") return closeOptions();
  if (!(key in STEPS) && !["Enter", " ", "Escape"].includes(key)) return;
  event.preventDefault();
  if (key in STEPS) return turnTo(active + STEPS[key]);
  if (key !== "Escape") return takeAt(active);
  closeOptions();
  optionButton.focus();
});

optionList.addEventListener("click", ({ target }) => {
  const place = [...optionList.children].indexOf(target.closest("[role=option]"));
  if (place >= 0) takeAt(place);
});

document.addEventListener("pointerdown", ({ target }) => {
  if (!optionList.hidden && !target.closest("#order-options, #order-button")) closeOptions();
});
