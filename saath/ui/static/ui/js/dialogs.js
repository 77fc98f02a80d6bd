// Opens and closes <dialog> by attribute: data-opens="id" and data-closes. Popovers need no script.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener && openDialog(opener.dataset.opens)) event.preventDefault();
  if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
  if (event.target instanceof HTMLDialogElement) event.target.close();
});

/** Open a dialog by its id; returns false on a page without it, so that a link goes to its page instead. */
export function openDialog(id) {
  const dialog = document.getElementById(id);
  if (dialog && !dialog.open) dialog.showModal();
  return Boolean(dialog);
}
