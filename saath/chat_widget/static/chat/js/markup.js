// The words of a message: as they were written, or with the few shapes that the shop's people can give them.
import { languageOf } from "./words.js";

const SHAPES = new Set(["P", "BR", "B", "STRONG", "I", "EM", "UL", "OL", "LI", "BLOCKQUOTE", "A"]);
const LINK = /^(https?|mailto|tel):/i;
const ADDRESS = /\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]।]/g;

/** The paragraphs of a message, each with its language. */
export function markedUp({ text, html }) {
  const parts = html ? shaped(new DOMParser().parseFromString(html, "text/html").body) : plain(text);
  for (const part of parts) if (part.nodeType === Node.ELEMENT_NODE && languageOf(part.textContent)) part.lang = languageOf(part.textContent);
  return parts;
}

const plain = (text) => text.split(/\n{2,}/).map(paragraph);

function paragraph(text) {
  const made = document.createElement("p");
  text.split("\n").forEach((row, number) => made.append(...(number ? [document.createElement("br")] : []), ...linked(row)));
  return made;
}

function linked(row) {
  const addresses = row.match(ADDRESS) ?? [];
  return row.split(ADDRESS).flatMap((words, number) => (addresses[number] ? [words, link(addresses[number], addresses[number])] : [words]));
}

function link(href, ...inside) {
  const made = document.createElement("a");
  Object.assign(made, { href, target: "_blank", rel: "noopener noreferrer nofollow" });
  made.append(...inside);
  return made;
}

/** What stands in a parsed page, with no more than our shapes: another element leaves its words. */
function shaped(parent) {
  return [...parent.childNodes].flatMap((node) => {
    if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.data)];
    if (node.nodeType !== Node.ELEMENT_NODE) return [];
    const inside = shaped(node);
    if (!SHAPES.has(node.tagName)) return inside;
    const href = node.getAttribute("href") ?? "";
    if (node.tagName === "A") return LINK.test(href) ? [link(href, ...inside)] : inside;
    const made = document.createElement(node.tagName);
    made.append(...inside);
    return [made];
  });
}
