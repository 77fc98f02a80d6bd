// What a word processor or a mail program lays on the clipboard, as words with our marks: nothing else of it comes along.
const APART = new Set(["P", "DIV", "UL", "OL", "LI", "BLOCKQUOTE", "H1", "H2", "H3", "H4", "H5", "H6", "TABLE", "TR", "PRE", "SECTION", "ARTICLE"]);
const LEFT_OUT = new Set(["STYLE", "SCRIPT", "HEAD", "TITLE", "META", "LINK", "TEMPLATE", "IMG", "OBJECT", "IFRAME"]);
const WORD_BULLET = /^[·•o§▪-](?:\u00a0|\s)+/;
const DEEPEST = 60;

/** Return a page as words with marks. */
export function marksOf(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  return inside(page.body, { depth: 0 }).replace(/\u00a0/g, " ").replace(/[ \t]+$/gm, "").replace(/\n{3,}/g, "\n\n").trim();
}

function inside(element, state) {
  let words = "";
  for (const child of element.childNodes) {
    const part = child.nodeType === Node.TEXT_NODE ? child.data.replace(/[ \t\r\n]+/g, " ") : child.nodeType === Node.ELEMENT_NODE ? shaped(child, { ...state, depth: state.depth + 1 }) : "";
    words += words.endsWith("\n") ? part.replace(/^ +/, "") : part;
  }
  return words;
}

function shaped(element, state) {
  if (LEFT_OUT.has(element.tagName) || state.depth > DEEPEST) return "";
  if (element.tagName === "BR") return "\n";
  if (element.tagName === "LI") return item(element, inside(element, state));
  const words = marked(element, inside(element, state));
  if (element.tagName === "BLOCKQUOTE") return `\n${words.trim().replace(/^/gm, "> ")}\n`;
  if (element.classList.contains("MsoListParagraph") || /^MsoListParagraph/.test(element.className)) return `\n- ${words.trim().replace(WORD_BULLET, "")}\n`;
  if (element.tagName === "P" || /^H[1-6]$/.test(element.tagName)) return `\n${words.trim()}\n\n`;
  return APART.has(element.tagName) ? `\n${words.trim()}\n` : words;
}

function item(element, words) {
  const list = element.parentElement, at = [...list.children].indexOf(element);
  return `\n${list.tagName === "OL" ? `${at + 1}.` : "-"} ${words.trim().replace(/\n+/g, " ")}`;
}

function marked(element, words) {
  if (!words.trim() || words.trim().includes("\n")) return words;
  const { fontWeight, fontStyle } = element.style, address = element.tagName === "A" ? element.getAttribute("href") ?? "" : "";
  if (/^(?:https?:|mailto:|tel:)/.test(address)) return words.trim() === address || address.includes("(") ? words : `[${words.trim()}](${address})`;
  const isBold = /^(?:B|STRONG|H[1-6])$/.test(element.tagName) ? fontWeight !== "normal" && fontWeight !== "400" : Number(fontWeight) >= 600 || fontWeight === "bold";
  const isSlanted = /^(?:I|EM)$/.test(element.tagName) ? fontStyle !== "normal" : fontStyle === "italic";
  const [, before, core, after] = words.match(/^(\s*)([\s\S]*?)(\s*)$/);
  const slanted = isSlanted && !core.includes("_") ? `_${core}_` : core;
  return before + (isBold && !core.includes("*") ? `*${slanted}*` : slanted) + after;
}
