// What happens around a request: the button is busy while it runs, a failure is said and loses nothing.
import { hideTrouble, showTrouble } from "./trouble.js";

const TROUBLE_OF = { 401: "signedOut", 403: "signedOut", 413: "tooLarge", 429: "tooMany" };

function busyButton(event) {
  const { elt, requestConfig } = event.detail;
  return requestConfig?.triggeringEvent?.submitter ?? elt.closest("button, .btn") ?? elt.querySelector?.("[type=submit]");
}

function setBusy(button, isBusy) {
  if (!button) return;
  if (isBusy) button.setAttribute("aria-busy", "true");
  else button.removeAttribute("aria-busy");
}

// The answer may come when what asked for it is gone from the page, which then hears in its place what it must know.
const HANDED_ON = ["toast", "sweeping", "swept", "htmx:afterRequest", "htmx:responseError", "htmx:sendError", "htmx:timeout"];
function handOn({ target, currentTarget, type, detail }) {
  if (target === currentTarget && !target.isConnected) document.dispatchEvent(new CustomEvent(type, { detail }));
}

document.addEventListener("htmx:beforeRequest", (event) => {
  setBusy(busyButton(event), true);
  for (const name of HANDED_ON) event.detail.elt.addEventListener(name, handOn);
});
document.addEventListener("htmx:afterRequest", (event) => {
  setBusy(busyButton(event), false);
  // What loads by itself beside it makes nothing good of what did not come.
  const isByItself = /^(intersect|every|load$)/.test(event.detail.elt.getAttribute?.("hx-trigger") ?? "");
  if (event.detail.successful && !isByItself) hideTrouble();
});
document.addEventListener("htmx:sendError", () => showTrouble(navigator.onLine ? "unreachable" : "offline"));
document.addEventListener("htmx:timeout", () => showTrouble("unreachable"));
document.addEventListener("htmx:responseError", (event) => {
  const { status } = event.detail.xhr;
  showTrouble(TROUBLE_OF[status] ?? (status >= 500 ? "unreachable" : "refused"));
});

// A form that leaves the page by itself: one press is one sending.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method === "dialog") return;
  if (event.submitter?.getAttribute("aria-busy") === "true") event.preventDefault();
  else setBusy(event.submitter, true);
});
addEventListener("pageshow", () => document.querySelectorAll("[aria-busy=true]").forEach((el) => setBusy(el, false)));
