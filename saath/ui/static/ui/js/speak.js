// Words for the ear only: one polite live region for the whole page.
export const spoken = document.getElementById("spoken");

/** Say a text once to people who listen instead of looking. */
export function speak(text) {
  if (spoken) spoken.textContent = text;
}
