// The funnel opens the filters above the list; without it they are a page.
import { fetchPart } from "./parts.js";

document.addEventListener("click", async (event) => {
  const funnel = event.target.closest("[data-filters]");
  if (!funnel || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const place = document.getElementById("narrowing"), open = place.querySelector(".filter");
  if (open) { open.remove(); return; }
  const part = await fetchPart(funnel.pathname + location.search);
  if (!part) { location.assign(funnel.href); return; }
  place.prepend(part);
  place.querySelector("select").focus();
});
