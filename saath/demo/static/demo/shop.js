/* bundle: the page of the demo's shop, which asks for the chat as any shop's page may. */
const ask = document.getElementById("ask");

function offerChat() {
  ask.hidden = false;
  ask.addEventListener("click", () => window.Saath.chat.open());
}

if (window.Saath?.chat) offerChat();
else addEventListener("saath:ready", offerChat, { once: true });
