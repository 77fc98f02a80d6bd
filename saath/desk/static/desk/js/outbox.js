// What was sent without a connection waits on this device, also when the page is closed, and leaves when there is one again.
// It keeps the key of its form, so that the server takes it once however often it comes.
import { hideTrouble, showTrouble } from "../../ui/js/trouble.js";
import { isTaken } from "./composer.js";
import { keepWords } from "./drafts.js";
import { answerText, composer, kindOf } from "./form.js";

const OUTBOX = "saath-outbox";
const AGAIN_MS = 30_000;

function openOutbox() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(OUTBOX, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(OUTBOX, { keyPath: "key" });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

async function inOutbox(mode, act) {
  const base = await openOutbox();
  try {
    return await new Promise((resolve, reject) => {
      const asked = act(base.transaction(OUTBOX, mode).objectStore(OUTBOX));
      asked.transaction.oncomplete = () => resolve(asked.result);
      asked.transaction.onabort = () => reject(asked.transaction.error);
    });
  } finally {
    base.close();
  }
}

// Whose page this is: what somebody else wrote on this device is neither shown nor sent.
const readerSeat = document.body.dataset.seat;

async function ownWaiting() {
  const all = await inOutbox("readonly", (store) => store.getAll());
  return all.filter(({ seat }) => seat === readerSeat).sort((one, other) => one.at - other.at);
}

const newFormKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// Without a connection: the words go from the composer into the outbox.
document.addEventListener("htmx:sendError", async (event) => {
  const form = event.target;
  if (form.id !== "composer" || navigator.onLine) return;
  const fields = [...event.detail.requestConfig.formData.entries()].filter(([name]) => name !== "csrfmiddlewaretoken");
  const pane = document.getElementById("thread").dataset;
  await inOutbox("readwrite", (store) => store.put({
    key: form.elements.client_key.value, seat: readerSeat, at: Date.now(), url: form.getAttribute("action"), fields, name: pane.title,
    page: location.pathname, draft: form.dataset.draft, kind: kindOf(form), text: answerText().value, why: "",
  }));
  emptyComposer(form);
  showTrouble("offline");
  showOutbox();
});

function emptyComposer(form) {
  keepWords(form.dataset.draft, kindOf(form), "");
  answerText().value = "";
  form.elements.client_key.value = newFormKey();
  for (const kept of form.querySelectorAll("[name=kept], [data-inserted] > *")) (kept.closest("li") ?? kept).remove();
}

/** Show what waits, with what stands in its way. */
async function showOutbox() {
  const box = document.getElementById("outbox");
  const waiting = await ownWaiting();
  box.hidden = waiting.length === 0;
  box.querySelector("[data-waiting]").replaceChildren(...waiting.map((each) => lineOf(box, each)));
}

function lineOf(box, each) {
  const line = box.querySelector("template").content.firstElementChild.cloneNode(true);
  const said = box.querySelector("[data-asks]").dataset, why = line.querySelector("[data-why]");
  line.querySelector("[data-name]").textContent = each.kind === "note" ? `${each.name} · ${said.note}` : each.name;
  line.querySelector("[data-name]").href = each.page;
  line.querySelector("[data-words]").textContent = each.text;
  why.hidden = !each.why;
  why.textContent = said[each.why] ?? "";
  line.querySelector("[data-take-back]").addEventListener("click", () => takeBack(each));
  return line;
}

// Its words go back to where they were written; what stands there already stays.
async function takeBack(each) {
  await inOutbox("readwrite", (store) => store.delete(each.key));
  const isOpen = composer()?.dataset.draft === each.draft && kindOf() === each.kind;
  const words = [isOpen ? answerText().value : "", each.text].filter(Boolean).join("\n\n");
  if (isOpen) {
    answerText().value = words;
    answerText().dispatchEvent(new Event("input", { bubbles: true }));
    answerText().focus();
  } else keepWords(each.draft, each.kind, words);
  showOutbox();
}

// One tab sends, one after the other.
function sendWaiting() {
  if (!navigator.onLine) return;
  navigator.locks.request(OUTBOX, { ifAvailable: true }, async (lock) => {
    for (const each of lock ? await ownWaiting() : []) {
      if (each.why !== "asks" && !await sendOne(each)) break;
    }
  }).finally(showOutbox);
}

async function sendOne(each) {
  const body = new FormData(), headers = JSON.parse(document.body.getAttribute("hx-headers"));
  for (const [name, value] of each.fields) if (!["then"].includes(name)) body.append(name, value);
  const response = await fetch(each.url, { method: "POST", body, headers: { ...headers, "HX-Request": "true" } }).catch(() => null);
  if (!response || response.status >= 500 || response.status === 429) {
    setTimeout(sendWaiting, AGAIN_MS);
    return false;
  }
  await settle(each, response);
  return response.ok;
}

async function settle(each, response) {
  const isSignedOut = [401, 403].includes(response.status) || response.redirected;
  if (!isSignedOut && isTaken({ status: response.status, response: await response.text() })) {
    await inOutbox("readwrite", (store) => store.delete(each.key));
    const { toast } = JSON.parse(response.headers.get("HX-Trigger") ?? "{}");
    if (toast) document.dispatchEvent(new CustomEvent("toast", { detail: toast }));
    hideTrouble();
  } else await inOutbox("readwrite", (store) => store.put({ ...each, why: isSignedOut ? "signedOut" : "asks" }));
  // What the page asked for in the moment in which the line came back may not have arrived.
  if (!isSignedOut) document.dispatchEvent(new CustomEvent("saath:reset"));
}

addEventListener("online", sendWaiting);
showOutbox().then(sendWaiting);
