// Calling colleagues in a note: `@` shows who there is, typing narrows, Enter or Tab writes the name.
import { speak } from "../../ui/js/speak.js";
import { answerText, composer, kindOf, typeWords } from "./form.js";
import { fetchPart } from "./parts.js";

const CALL = /(?:^|[\s(])@([^\s@]{0,40})$/u;
let teamToCall = null, callsShown = [];

const callMenu = () => document.getElementById("calls");

async function loadTeamToCall() {
  const part = await fetchPart("/desk/presence/"), all = part?.getElementById("colleagues");
  if (!all) return [];
  return [...all.querySelectorAll("[data-seat]")].filter((each) => each.dataset.seat !== all.dataset.me);
}

function begunCall() {
  const field = answerText();
  return kindOf() === "note" && field.selectionStart === field.selectionEnd ? field.value.slice(0, field.selectionStart).match(CALL)?.[1] : undefined;
}

async function showCalls() {
  const begun = begunCall();
  if (begun === undefined || !callMenu()) return hideCalls();
  teamToCall ??= loadTeamToCall();
  const team = await teamToCall;
  if (begun !== begunCall()) return;
  callsShown = team.filter(({ dataset }) => dataset.name.toLowerCase().split(" ").some((word) => word.startsWith(begun.toLowerCase())));
  if (!callsShown.length) return hideCalls();
  callMenu().replaceChildren(...callsShown.map(callOption));
  callMenu().hidden = false;
  answerText().setAttribute("aria-controls", "calls");
  chooseCall(0);
}

function callOption(each, index) {
  const option = document.createElement("button");
  option.type = "button";
  option.id = `call-${index}`;
  option.setAttribute("role", "option");
  const face = each.firstElementChild.cloneNode(true);
  face.setAttribute("aria-hidden", "true");
  option.append(face, each.dataset.name);
  option.lang = each.lang;
  return option;
}

function hideCalls() {
  if (!callMenu() || callMenu().hidden) return;
  callMenu().hidden = true;
  answerText()?.removeAttribute("aria-activedescendant");
}

function chooseCall(index) {
  const all = [...callMenu().children], next = all[(index + all.length) % all.length];
  for (const option of all) option.setAttribute("aria-selected", String(option === next));
  next.scrollIntoView({ block: "nearest" });
  answerText().setAttribute("aria-activedescendant", next.id);
  speak(next.lastChild.data);
}

function writeCall(option) {
  const field = answerText(), begun = begunCall() ?? "", name = callsShown[[...callMenu().children].indexOf(option)].dataset.name;
  field.focus();
  field.setSelectionRange(field.selectionStart - begun.length, field.selectionStart);
  typeWords(`${name} `);
  hideCalls();
}

document.addEventListener("input", (event) => {
  if (event.target.id === "text" && !event.isComposing) showCalls();
});
document.addEventListener("keydown", (event) => {
  if (event.target.id !== "text" || event.isComposing || !callMenu() || callMenu().hidden) return;
  const at = [...callMenu().children].findIndex((option) => option.getAttribute("aria-selected") === "true");
  const deed = { ArrowDown: () => chooseCall(at + 1), ArrowUp: () => chooseCall(at - 1), Enter: () => writeCall(callMenu().children[at]), Tab: () => writeCall(callMenu().children[at]), Escape: hideCalls }[event.key];
  if (!deed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  deed();
}, { capture: true });
document.addEventListener("click", (event) => {
  const option = event.target.closest("#calls [role=option]");
  if (option) writeCall(option);
  else if (composer() && !event.target.closest("#text")) hideCalls();
});
