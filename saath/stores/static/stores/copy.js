// Copy the text of the field beside a button, and say so on the button.
async function copy(button) {
  const words = button.querySelector("span");
  const before = words.textContent;
  await navigator.clipboard.writeText(button.parentElement.querySelector("[data-copy-from]").value);
  words.textContent = button.dataset.copied;
  setTimeout(() => (words.textContent = before), 2000);
}

function show() {
  for (const button of document.querySelectorAll("[data-copy][hidden]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}

if (navigator.clipboard) {
  show();
  document.addEventListener("htmx:afterSettle", show);
}
