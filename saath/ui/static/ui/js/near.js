// A page of Saath beside the desk says that somebody has it open, so that a chat may reach them by a push.
const { near: nearAddress, live: deskIsHere } = document.body.dataset;
const NEAR_AGAIN_MS = 5 * 60_000;
const nearTab = Math.random().toString(36).slice(2);

function sayNear(doing) {
  const { "X-CSRFToken": token } = JSON.parse(document.body.getAttribute("hx-headers"));
  navigator.sendBeacon(nearAddress, new URLSearchParams({ csrfmiddlewaretoken: token, tab: nearTab, doing }));
}

if (nearAddress && !deskIsHere) {
  const sayWhileSeen = () => document.hidden || sayNear("near");
  document.addEventListener("visibilitychange", sayWhileSeen);
  addEventListener("pageshow", sayWhileSeen);
  addEventListener("pagehide", () => sayNear("left"));
  setInterval(sayWhileSeen, NEAR_AGAIN_MS);
}
