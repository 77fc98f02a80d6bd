// Which language a visitor reads: what they chose, what the page says, what their browser asks for.
import { kept } from "./kept.js";

let chosenLanguage = "";

export const isSpoken = (code) => code in SHOP.words;

export function choose(code) {
  chosenLanguage = code;
}

/** What is kept of it: a choice, never what a page happened to say. */
export const languageToKeep = () => (chosenLanguage ? { language: chosenLanguage } : {});

export function language(script) {
  const asked = [chosenLanguage, kept().language, script?.dataset.language, document.documentElement.lang, ...navigator.languages];
  return asked.map((code) => (code ?? "").toLowerCase().split("-")[0]).find(isSpoken) ?? "en";
}
