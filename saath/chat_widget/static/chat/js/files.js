// Pictures and files that go along: chosen, taken with the phone's camera, pasted or dropped.
import { limits } from "./now.js";
import { sizeWords } from "./shown-files.js";
import { count, say, setText } from "./words.js";

const chooser = document.getElementById("files");
const shownFiles = document.getElementById("chosen");
const trouble = document.getElementById("trouble");
let goingAlong = [];

export const chosenFiles = () => goingAlong;

export function forgetFiles() {
  goingAlong = [];
  drawFiles();
}

/** Take files along, those that the shop takes; the others are said. */
export function showFiles(files) {
  const { files: most, file_bytes: mostBytes, media } = limits();
  const isTaken = ({ type }) => media.some((kind) => (kind.endsWith("/*") ? type.startsWith(kind.slice(0, -1)) : type === kind));
  const small = files.filter(({ size }) => size <= mostBytes);
  const taken = small.filter(isTaken);
  goingAlong = [...goingAlong, ...taken];
  if (small.length < files.length) complain(say("too_large", { size: sizeWords(mostBytes) }));
  else if (taken.length < small.length) complain(say("wrong_kind"));
  else if (goingAlong.length > most) complain(count("too_many", most));
  else complain("");
  goingAlong = goingAlong.slice(0, most);
  drawFiles();
}

/** Whether these words may be sent; what keeps them is said. */
export function allowed(text) {
  const over = text.length - limits().text;
  complain(over > 0 ? count("too_long", over) : "");
  return over <= 0;
}

function complain(text) {
  trouble.textContent = text;
  trouble.hidden = !text;
}

function drawFiles() {
  shownFiles.hidden = !goingAlong.length;
  shownFiles.replaceChildren(...goingAlong.map((file) => {
    const part = document.getElementById("chosen-part").content.firstElementChild.cloneNode(true);
    setText(part.querySelector("[data-name]"), file.name);
    part.querySelector("button").setAttribute("aria-label", say("leave_out", { name: file.name }));
    part.querySelector("button").addEventListener("click", () => {
      goingAlong = goingAlong.filter((each) => each !== file);
      drawFiles();
      document.getElementById("text").focus();
    });
    return part;
  }));
}

chooser.addEventListener("change", () => {
  showFiles([...chooser.files]);
  chooser.value = "";
  document.getElementById("text").focus();
});

document.getElementById("text").addEventListener("paste", (event) => {
  if (!event.clipboardData.files.length) return;
  event.preventDefault();
  showFiles([...event.clipboardData.files]);
});

document.addEventListener("dragover", (event) => event.preventDefault());

document.addEventListener("drop", (event) => {
  event.preventDefault();
  showFiles([...event.dataTransfer.files]);
});
