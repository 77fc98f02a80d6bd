// Copy the text of the field beside a button, and say so on the button.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const words = button.querySelector("span");
    const before = words.textContent;
    await navigator.clipboard.writeText(button.parentElement.querySelector("[data-copy-from]").value);
    words.textContent = button.dataset.copied;
    setTimeout(() => (words.textContent = before), 2000);
  });
}
