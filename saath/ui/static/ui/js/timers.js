// Draws every promise from its due time. The server decides when that is; this only counts.
import { speak, spoken } from "./speak.js";

const HURRY_SECONDS = 60;
const behindServer = Number(document.documentElement.dataset.now) * 1000 - Date.now();
const announced = new Set();

function unitText(seconds, suffix) {
  const day = 86400, hour = 3600;
  if (seconds >= 2 * day) return spoken.dataset[`days${suffix}`].replace("{n}", Math.floor(seconds / day));
  if (seconds >= 2 * hour) return spoken.dataset[`hours${suffix}`].replace("{n}", Math.floor(seconds / hour));
  const minutes = Math.floor(seconds / 60);
  return spoken.dataset[`minutes${suffix}`].replace("{n}", suffix ? Math.max(1, minutes) : minutes);
}

function waitText(left, isExact) {
  if (left <= 0) return unitText(-left, "Late");
  if (left <= HURRY_SECONDS || (isExact && left < 3600)) return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  return unitText(left, "");
}

function announce(element, left) {
  // Only the conversation that is open speaks, and only at the minute and at the promise.
  if (!("exact" in element.dataset)) return;
  const moment = left <= 0 ? "promiseOver" : left <= HURRY_SECONDS ? "oneMinute" : "";
  const key = `${moment} ${element.dataset.due}`;
  if (!moment || announced.has(key)) return;
  announced.add(key);
  if (Math.abs(left - (left <= 0 ? 0 : HURRY_SECONDS)) < 2) speak(spoken.dataset[moment]);
}

function drawWait(element, now) {
  const left = Math.ceil(Number(element.dataset.due) - now);
  element.style.setProperty("--left", left > 0 ? Math.min(1, left / Number(element.dataset.full)) : 1);
  element.classList.toggle("hurry", left > 0 && left <= HURRY_SECONDS);
  element.classList.toggle("late", left <= 0);
  const words = element.lastElementChild, text = waitText(left, "exact" in element.dataset || "seconds" in element.dataset);
  if (words.textContent !== text) words.textContent = text;
  announce(element, left);
}

/** Draw every promise on the page now; call it after new rows came in. */
export function drawWaits() {
  const now = (Date.now() + behindServer) / 1000;
  for (const element of document.querySelectorAll(".wait[data-due]")) drawWait(element, now);
}

if (spoken) {
  drawWaits();
  setInterval(() => document.hidden || drawWaits(), 1000);
  document.addEventListener("visibilitychange", () => document.hidden || drawWaits());
  document.addEventListener("htmx:afterSettle", drawWaits);
}
