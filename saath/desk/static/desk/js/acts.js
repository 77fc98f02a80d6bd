// What is done to the order beside a conversation: where it stands shows by itself, and a form that is filled in stays.
const actsList = () => document.getElementById("acts-list");

document.addEventListener("saath:event", ({ detail: { kind } }) => {
  if (/^act\./.test(kind) && actsList()) window.htmx.trigger(actsList(), "freshen");
});
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const form = document.querySelector("#acting form:not([data-is-open])");
  if (!form) {
    // The button that was pressed is gone: who works by keyboard goes on at what came of it.
    const pressed = detail.requestConfig?.verb === "post" && detail.target?.id === "acts" && document.activeElement === document.body;
    if (pressed) document.querySelector("#acts [role=alert], #acts-list li")?.focus();
    return;
  }
  form.dataset.isOpen = "";
  document.querySelector("#acts > details")?.removeAttribute("open");
  (form.querySelector("[role=alert]")?.closest(".field")?.querySelector("input") ?? form.querySelector("#act-summary, input:not([type=hidden])"))?.focus();
});
