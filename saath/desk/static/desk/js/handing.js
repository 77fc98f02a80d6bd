// Handing over, and what is asked before solving: the form stands above the composer, so that the conversation can be read while it is filled in.
document.addEventListener("htmx:afterSettle", () => {
  const form = document.querySelector("#handing form:not([data-is-open])");
  if (!form) return;
  form.dataset.isOpen = "";
  document.querySelector("#assign:popover-open")?.hidePopover();
  (form.querySelector("[role=alert]")?.closest(".field")?.querySelector("input, textarea") ?? form.querySelector("[name=reason], .input, [type=checkbox]")).focus();
});
document.addEventListener("click", (event) => {
  const closer = event.target.closest("[data-closes-part]");
  if (!closer || !document.getElementById("thread")) return;
  event.preventDefault();
  const nothing = document.createElement("div");
  nothing.id = closer.dataset.closesPart;
  document.getElementById(nothing.id).replaceWith(nothing);
  document.getElementById("text")?.focus();
});
