// Which of their orders a visitor means: chosen before they write or while they do, and said with the next message. Only whom
// the shop has signed has any; the server alone knows whose they are.
import { askAsVisitor } from "./visitor.js";
import { say, setText } from "./words.js";
import { hearPage, tellPage } from "./shop-page.js";
import { isOpen, show, speak } from "./states.js";
import { lastOrderSaid } from "./lines.js";
import { openOptions } from "./order-options.js";
import { orderParts } from "./shown-orders.js";

const MOST_AT_START = 3;
const OLD_AFTER_MS = 60_000;
const orderButton = document.getElementById("order-button");
const orderChosen = document.getElementById("order-chosen");
const atStart = document.getElementById("about-what");
let theirOrders = [];
let chosenOrder = null;
let wantedNumber = "";
let readOrdersAt = 0;

/** The order that the next message is about, or null. */
export const orderToSay = () => chosenOrder && { id: chosenOrder.id, number: chosenOrder.number };

/** It was said: the next message is about none until one is chosen. */
export function forgetOrder() {
  choose(null);
}

/** Choose an order anew that a message named which was taken back. */
export function restoreOrder(order) {
  if (order) choose(theirOrders.find(({ id }) => id === order.id) ?? { title: "", ...order });
}

/** The page is that of an order: it is chosen where it is theirs, and not what they said last anyway. */
export function wantOrder(number) {
  wantedNumber = number ?? "";
  if (readOrdersAt) chooseWanted();
}

function choose(order) {
  chosenOrder = order;
  wantedNumber = "";
  tellPage("order", { number: order?.number ?? "" });
  orderChosen.hidden = !order;
  if (!order) return;
  setText(orderChosen.querySelector("[data-name]"), [order.number, order.title].filter(Boolean).join(" · "));
  orderChosen.querySelector("button").setAttribute("aria-label", say("leave_order_out", { number: order.number }));
}

function chooseByHand(order) {
  choose(order);
  show("talk");
  speak("order_chosen", { number: order.number });
  document.getElementById("text").focus();
}

async function readOrders() {
  readOrdersAt = Date.now();
  try {
    ({ orders: theirOrders } = await askAsVisitor("orders"));
  } catch {
    readOrdersAt = 0; // asked again when the chat is read again
    return;
  }
  orderButton.hidden = atStart.hidden = !theirOrders.length;
  atStart.querySelector("ul").replaceChildren(...theirOrders.slice(0, MOST_AT_START).map(pick));
  await chooseWanted();
}

async function chooseWanted() {
  const number = wantedNumber;
  if (!number || number === lastOrderSaid()) return;
  try {
    const { orders: [found] } = await askAsVisitor(`orders?number=${encodeURIComponent(number)}`);
    if (found && number === wantedNumber && found.number !== lastOrderSaid()) choose(found);
  } catch {
    // It can be chosen by hand.
  }
}

function pick(order) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "pick";
  button.append(...orderParts(order));
  button.addEventListener("click", () => chooseByHand(order));
  item.append(button);
  return item;
}

orderButton.addEventListener("click", async () => {
  if (Date.now() - readOrdersAt > OLD_AFTER_MS) await readOrders();
  openOptions(theirOrders, { chosen: chosenOrder?.id, choose: chooseByHand });
});

orderChosen.querySelector("button").addEventListener("click", () => {
  choose(null);
  speak("order_left_out");
  document.getElementById("text").focus();
});

document.addEventListener("chat:read", ({ detail }) => {
  if (!detail.is_recognised) {
    orderButton.hidden = atStart.hidden = true;
    if (chosenOrder) choose(null);
  } else if (isOpen() && !readOrdersAt) readOrders();
});

hearPage("order", ({ number }) => wantOrder(number));
