// What the visitor has read: said to the shop when they look, and counted on the shop's page while they do not.
import { lastOfShop, log } from "./lines.js";
import { askAsVisitor, isKnown } from "./visitor.js";
import { isSeen } from "./states.js";
import { tellPage } from "./shop-page.js";

let readUpTo = null;
let unread = 0;

async function read() {
  const last = lastOfShop();
  if (!isKnown() || !isSeen() || !last || last === readUpTo || log.scrollTop < -40) return;
  const before = readUpTo;
  readUpTo = last;
  tellUnread(0);
  await askAsVisitor("read", { body: { up_to: last } }).catch(() => {
    readUpTo = before;
  });
}

function tellUnread(count) {
  unread = count;
  tellPage("unread", { count: unread });
}

document.addEventListener("chat:read", ({ detail }) => {
  readUpTo = detail.read_up_to ?? readUpTo;
  if (detail.unread !== unread) tellUnread(detail.unread);
  read();
});

document.addEventListener("chat:open", read);
document.addEventListener("visibilitychange", read);
log.addEventListener("scrollend", read);
