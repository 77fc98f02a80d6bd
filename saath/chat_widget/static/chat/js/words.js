// What scripts say, in the language of the page: translated by the server, filled in here.
const spokenWords = JSON.parse(document.getElementById("words").textContent);

export function say(name, values = {}) {
  return Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), spokenWords[name]);
}

/** Say something of a number, in the singular or the plural. */
export function count(name, n) {
  return spokenWords[name][n > 1 ? 1 : 0].replace("{n}", n);
}

/** The language of a text by the script of its letters; "" where it is the page's. */
export function languageOf(text) {
  const found = /[\u0900-\u0963\u0970-\u097f]/.test(text) ? "hi" : /[\u0a80-\u0aff]/.test(text) ? "gu" : /[A-Za-z]/.test(text) ? "en" : "";
  return found === document.documentElement.lang ? "" : found;
}

export function setText(element, text) {
  element.textContent = text;
  element.lang = languageOf(text) || document.documentElement.lang;
}
