// The card with words that show themselves: beside the button, said once to screen readers, and gone at a touch.
const GAP_PX = 32;

/** Put a card on the page; it says that it is automatic, and takes no focus. Returns what removes it. */
export function makeCard({ root, said }, { automatic, dismiss, said: text, language }, act) {
  const card = document.createElement("section");
  const label = document.createElement("small");
  const words = button("words", act.open);
  const away = button("away", act.dismiss);
  const room = document.createElement("div");
  card.setAttribute("aria-label", automatic);
  label.textContent = automatic;
  words.textContent = text;
  words.lang = language;
  away.textContent = "×";
  away.title = dismiss;
  away.setAttribute("aria-label", dismiss);
  card.append(label, words, away);
  card.addEventListener("keydown", ({ key }) => key === "Escape" && act.dismiss());
  said.append(card);
  // Where it stands above the words of a narrow page, the page is longer by as much: all of it can be read beside it.
  room.style.blockSize = `${card.offsetHeight + GAP_PX}px`;
  room.ariaHidden = "true";
  root.host.after(room);
  return {
    remove: () => {
      card.remove();
      room.remove();
    },
  };
}

function button(name, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = name;
  made.addEventListener("click", act);
  return made;
}
