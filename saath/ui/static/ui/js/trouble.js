// One line on top when something did not arrive. Whatever was typed stays where it is.
const line = document.getElementById("trouble");

/** Say what went wrong: offline, unreachable, refused, signedOut, tooLarge or tooMany. */
export function showTrouble(kind) {
  if (!line) return;
  line.querySelector("[data-words]").textContent = line.dataset[kind];
  line.hidden = false;
}

/** Take the line away. */
export function hideTrouble() {
  if (line) line.hidden = true;
}

if (line) {
  addEventListener("offline", () => showTrouble("offline"));
  addEventListener("online", hideTrouble);
  document.addEventListener("saath:refused", () => showTrouble("signedOut"));
  line.querySelector("[data-dismiss]").addEventListener("click", hideTrouble);
  if (!navigator.onLine) showTrouble("offline");
}
