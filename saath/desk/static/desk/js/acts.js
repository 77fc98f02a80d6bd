// What is done to the order beside a conversation: where it stands shows by itself, and a form that is filled in stays.
const actsList = () => document.getElementById("acts-list");

document.addEventListener("saath:event", ({ detail: { kind } }) => {
  if (/^act\./.test(kind) && actsList()) window.htmx.trigger(actsList(), "freshen");
});
document.addEventListener("htmx:afterSettle", () => {
  const form = document.querySelector("#acting form:not([data-is-open])");
  if (!form) return;
  form.dataset.isOpen = "";
  document.querySelector("#acts > details")?.removeAttribute("open");
  (form.querySelector("[role=alert]")?.closest(".field")?.querySelector("input") ?? form.querySelector("#act-summary, input:not([type=hidden])"))?.focus();
});
