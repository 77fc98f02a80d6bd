// Drafts: on the device at each pause, and on the server as soon as it hears; only then is the device's copy let go.
import { answerText, composer, kindOf } from "./form.js";
import { fetchPart } from "./parts.js";

const DRAFT = "saath.draft.";
const DRAFT_PAUSE_MS = 800;
const TAB = sessionStorage.saathWindow ??= Math.random().toString(36).slice(2);
let pauseTimer = 0, changes = 0;

const draftKey = (form, kind = kindOf(form)) => `${DRAFT}${form.dataset.draft}.${kind}`;

function onDevice(form, kind = kindOf(form)) {
  try {
    return JSON.parse(localStorage.getItem(draftKey(form, kind)) ?? "null");
  } catch {
    return null;
  }
}

/** Lay what only the device has into a composer that has just come. */
export function layDraft(form) {
  form.elements.window.value = TAB;
  const note = onDevice(form, "note");
  if (note && !onDevice(form, "reply") && !answerText().value) choose("note");
  const own = onDevice(form);
  if (!own || own.text === answerText().value || form.querySelector("[role=alert]")) return;
  answerText().value = own.text;
  form.elements.version.value = own.version;
  pauseSoon();
}

function choose(kind) {
  const radio = composer().querySelector(`[name=kind][value=${kind}]`);
  if (radio) radio.checked = true;
}

// A composer that has just come holds nothing until its draft is laid into it.
function keepOnDevice(form) {
  if (!form?.dataset.isReady) return;
  const draft = { text: answerText().value, version: form.elements.version.value };
  localStorage.setItem(draftKey(form), JSON.stringify(draft));
}

/** Lay words for a composer that is not open, or take them away by "": it finds them when it comes. */
export function keepWords(draft, kind, text) {
  const key = `${DRAFT}${draft}.${kind}`;
  if (text) localStorage.setItem(key, JSON.stringify({ text, version: 0 }));
  else localStorage.removeItem(key);
}

/** Forget the device's copy: the server has it, or it was sent. */
export function forgetOnDevice(form, kind = kindOf(form)) {
  localStorage.removeItem(draftKey(form, kind));
}

function givenTo(form) {
  const given = new FormData();
  for (const name of ["client_key", "kind", "text", "version", "window", "asked", "way", "way_reason", "way_words"]) given.set(name, form.elements[name]?.value ?? "");
  for (const each of form.querySelectorAll("[name=saved]:checked")) given.append("saved", each.value);
  return given;
}

/** Keep what is written on the server, and show what it has to say about it. */
async function keepOnServer(form, { keepalive = false } = {}) {
  const sent = changes, kind = kindOf(form);
  const part = await fetchPart(form.dataset.pause, { method: "POST", body: givenTo(form), keepalive });
  const said = part?.getElementById("pause");
  if (!said || sent !== changes || !form.isConnected || kindOf(form) !== kind) return said && form.isConnected && showVersion(form, said);
  forgetOnDevice(form, kind);
  showPause(form, said);
}

function showVersion(form, said) {
  form.elements.version.value = said.querySelector("[name=version]").value;
}

function showPause(form, said) {
  const shown = form.querySelector("#pause");
  if (shown.contains(document.activeElement)) return showVersion(form, said);
  shown.replaceWith(said);
  window.htmx.process(said);
}

/** Keep everything after a pause. */
export function pauseSoon() {
  changes += 1;
  clearTimeout(pauseTimer);
  pauseTimer = setTimeout(pauseNow, DRAFT_PAUSE_MS);
}

function pauseNow(options) {
  clearTimeout(pauseTimer);
  pauseTimer = 0;
  const form = composer();
  if (!form) return;
  keepOnDevice(form);
  if (navigator.onLine) keepOnServer(form, options);
}

/** What is being sent needs no keeping any more, unless it comes back. */
export function stopPausing() {
  clearTimeout(pauseTimer);
  pauseTimer = 0;
  changes += 1;
  if (composer()) keepOnDevice(composer());
}

/** Go over to an answer or a note: words move along, unless the other kind has a draft of its own. */
export function changeKind(form) {
  const aside = form.querySelector("[data-aside]"), field = answerText();
  if (!aside) {
    if (field.value.trim()) moveAlong(form);
    return;
  }
  const version = form.elements.version.value;
  [field.value, aside.value] = [aside.value, field.value];
  form.elements.version.value = aside.dataset.version;
  aside.dataset.version = version;
}

// The words were of the other kind until now: there they are no draft any more.
function moveAlong(form) {
  const left = kindOf(form) === "note" ? "reply" : "note";
  const given = givenTo(form);
  given.set("kind", left);
  given.set("text", "");
  forgetOnDevice(form, left);
  fetchPart(form.dataset.pause, { method: "POST", body: given });
  form.elements.version.value = 0;
  pauseSoon();
}

document.addEventListener("input", (event) => {
  if (event.target.id === "text") pauseSoon();
});
document.addEventListener("change", (event) => {
  if (event.target.name === "saved" && event.target.closest("#composer")) pauseSoon();
});
// What takes the composer away may come before the pause does.
function keepNow() {
  if (pauseTimer) pauseNow({ keepalive: true });
}
document.addEventListener("htmx:beforeRequest", (event) => {
  if (!event.target.closest?.("#composer")) keepNow();
});
addEventListener("pagehide", keepNow);
addEventListener("online", () => {
  if (composer() && onDevice(composer())) pauseNow();
});
