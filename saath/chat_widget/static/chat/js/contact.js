// Where an answer reaches the visitor when nobody is there and they have gone: asked once they have written, never before.
import { isLiveNow } from "./now.js";
import { askAsVisitor } from "./visitor.js";
import { say } from "./words.js";

const contact = document.getElementById("contact");
const contactSaid = document.getElementById("contact-said");
const copy = document.getElementById("copy");
let isReached = false;
let standing = null;

function offerContact() {
  contact.hidden = standing?.contact !== null || isLiveNow() || isReached;
  copy.hidden = !standing?.contact?.is_confirmed || standing.state !== "solved";
}

document.addEventListener("chat:read", ({ detail }) => {
  // What was said of the link is over once it is solved.
  if (standing?.state !== detail.conversation?.state) contactSaid.hidden = true;
  standing = detail.conversation;
  offerContact();
});

document.addEventListener("chat:now", offerContact);

contact.addEventListener("submit", (event) => {
  event.preventDefault();
  tell(contact.querySelector("button"), "contact", { email: contact.elements.email.value }, "link_sent");
});

copy.addEventListener("click", () => tell(copy, "transcript", {}, "copy_sent"));

async function tell(button, path, body, word) {
  button.setAttribute("aria-busy", "true");
  try {
    const { email } = await askAsVisitor(path, { body });
    contactSaid.textContent = say(word, { email });
    isReached = isReached || path === "contact";
    offerContact();
  } catch ({ said }) {
    contactSaid.textContent = said ? [said.title, said.what_to_do].filter(Boolean).join(" ") : say("not_taken");
  }
  contactSaid.hidden = false;
  button.removeAttribute("aria-busy");
}
