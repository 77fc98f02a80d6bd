// The lines of the open conversation: its newest part comes again and again, what stands above was loaded once and stays.
import { mergeById } from "./parts.js";

const SAID = /^[em]-/;

/** Bring the shown lines up to the newest part of the conversation. */
export function layLines(shown, fresh) {
  const above = keptAbove(shown, fresh);
  const gone = mergeById(shown, fresh, { after: above.at(-1) });
  for (const line of gone.values()) if (!above.includes(line)) line.remove();
}

/** Move what stands above the newest part over to where this part has come by itself, as after sending. */
export function carryLines(shown, fresh) {
  fresh.prepend(...keptAbove(shown, fresh));
  window.htmx.process(fresh);
}

// Where the two have no line in common, nothing is kept: nobody would see the gap.
function keptAbove(shown, fresh) {
  const lines = [...shown.children], parts = [...fresh.children];
  const ids = new Set(lines.map((line) => line.id));
  const seam = parts.findIndex((line) => SAID.test(line.id) && ids.has(line.id));
  if (seam < 0) return [];
  const above = lines.slice(0, lines.findIndex((line) => line.id === parts[seam].id));
  const begins = !fresh.querySelector("#older");
  const kept = above.filter((line) => (begins ? line.matches("#earlier, .earlier") : line.id !== "first-new" || fresh.querySelector("#first-new")));
  if (!kept.some(isLoaded)) return [];
  const doubled = begins ? "#earlier" : "#older, .via, #first-new";
  for (const line of parts.slice(0, seam)) if (line.matches(doubled)) line.remove();
  return kept;
}

// A part that is on its way comes where its link stands.
function isLoaded(line) {
  return line.matches(".earlier") || SAID.test(line.id) || Boolean(line.querySelector(".htmx-request"));
}
