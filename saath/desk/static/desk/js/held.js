// Up to where the writer of an answer has seen the conversation: the server holds an answer when somebody said more since.
const SEEN_AFTER_MS = 2000;
const SEES_END_PIXELS = 40;
let seenTimer = 0;

/** Move on to what is on the screen, but not past a colleague's answer that came while words are in the composer. */
function moveOn() {
  const seen = document.getElementById("seen"), flow = document.querySelector("#thread .flow");
  if (!seen || document.hidden || flow.scrollTop < -SEES_END_PIXELS) return;
  const said = [...document.querySelectorAll("#lines > article.msg")];
  const shown = said.findIndex((message) => message.id === `m-${seen.value.replaceAll("-", "")}`);
  const isEmpty = !seen.form.elements.text?.value.trim();
  const next = said.slice(shown + 1);
  const stop = isEmpty ? -1 : next.findIndex((message) => message.matches(".out"));
  const newest = (stop < 0 ? next : next.slice(0, stop)).at(-1);
  if (shown >= 0 && newest) seen.value = newest.id.slice(2);
}

function moveOnSoon() {
  clearTimeout(seenTimer);
  seenTimer = setTimeout(moveOn, SEEN_AFTER_MS);
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-keep-writing]")) return;
  event.preventDefault();
  const nothing = document.createElement("div");
  nothing.id = "held";
  document.getElementById("held").replaceWith(nothing);
  document.getElementById("text")?.focus();
});
document.addEventListener("visibilitychange", moveOnSoon);
new MutationObserver((changes) => changes.some(({ target }) => target.id === "lines") && moveOnSoon()).observe(document.body, { childList: true, subtree: true });
