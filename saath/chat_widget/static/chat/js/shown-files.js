// Files that were sent: a picture shows itself, another file its name and size; both open in a tab of their own.
import { setText } from "./words.js";

const UNITS = ["B", "kB", "MB"];

export function filePart(file) {
  const part = document.getElementById("file-part").content.firstElementChild.cloneNode(true);
  part.href = file.url;
  const picture = part.querySelector("img");
  if (file.thumb) Object.assign(picture, { src: file.thumb, alt: file.name, hidden: false });
  part.querySelector("[data-file]").hidden = Boolean(file.thumb);
  setText(part.querySelector("[data-name]"), file.name);
  part.querySelector("[data-size]").textContent = sizeWords(file.size);
  return part;
}

export function sizeWords(bytes) {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), 2);
  const shown = bytes / 1000 ** power;
  return `${shown < 10 && power ? shown.toFixed(1) : Math.round(shown)} ${UNITS[power]}`;
}
