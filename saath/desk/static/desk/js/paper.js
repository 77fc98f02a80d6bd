// A conversation goes onto paper whole: what is older or newer than what is loaded comes first, and long messages in full.
// Where it is printed by the browser's own menu, the paper itself says what is not on it.
import { addKey } from "../../ui/js/keys.js";

const PARTS = ["older", "newer"];

async function load(part) {
  for (let link; (link = document.querySelector(`#${part} a[hx-get]`));) {
    await window.htmx.ajax("GET", link.getAttribute("hx-get"), { target: `#${part}`, swap: "outerHTML show:none" });
    if (link.isConnected) return; // without a line
  }
}

async function showWhole(link) {
  const answer = await fetch(link.href, { credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const message = link.closest("article"), files = page.querySelector("main .files");
  const said = [...page.querySelectorAll("main pre.whole")];
  if (!said.length) return;
  message.querySelector(".say").replaceChildren(...said);
  message.querySelector(":scope > .folded:has(.say)")?.remove();
  if (files) message.querySelector(".files")?.replaceWith(files);
  link.parentElement.remove();
}

async function printWhole() {
  const words = PARTS.map((part) => document.querySelector(`#${part} [data-fetching]`)?.dataset.fetching).find(Boolean);
  if (words) document.dispatchEvent(new CustomEvent("toast", { detail: { text: words } }));
  for (const part of PARTS) await load(part);
  await Promise.allSettled([...document.querySelectorAll("#lines [data-whole]")].map(showWhole));
  window.print();
}

addKey("Control+p", () => { printWhole(); }, () => Boolean(document.querySelector("#thread[data-conversation]")));
