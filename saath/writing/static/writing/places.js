// The chips below the words put a place where the caret last was.
let last = document.querySelector("[data-wording]");

document.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-wording]")) last = event.target;
});
document.addEventListener("click", (event) => {
  const chip = event.target.closest("[data-place]");
  if (!chip || !last) return;
  last.setRangeText(chip.dataset.place, last.selectionStart, last.selectionEnd, "end");
  last.focus();
});
