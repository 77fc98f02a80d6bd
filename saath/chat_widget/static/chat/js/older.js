// What was said before comes when it is reached.
import { hasOlder, readOlder } from "./conversation.js";
import { log } from "./lines.js";

const NEAR_PIXELS = 240;
const sign = document.getElementById("older");
let isComing = false;

async function comeOlder() {
  const above = log.scrollHeight - log.clientHeight + log.scrollTop;
  if (isComing || !hasOlder() || above > NEAR_PIXELS) return;
  isComing = true;
  sign.hidden = false;
  try {
    await readOlder();
  } catch {
    // It is asked for again when one goes on scrolling.
  }
  sign.hidden = true;
  isComing = false;
}

log.addEventListener("scroll", comeOlder, { passive: true });
document.addEventListener("chat:read", comeOlder);
