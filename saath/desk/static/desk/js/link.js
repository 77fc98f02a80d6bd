// The link to a message: copied where the browser can, else followed, so that its address stands on top.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-copy-link]");
  if (!link || !navigator.clipboard) return;
  event.preventDefault();
  await navigator.clipboard.writeText(link.href);
  link.closest("details")?.removeAttribute("open");
  document.dispatchEvent(new CustomEvent("toast", { detail: { text: link.dataset.copyLink } }));
});
