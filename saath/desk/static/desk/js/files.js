// Files: kept as soon as they are chosen, dropped or pasted, with their progress, a small picture and a way to take them back.
import { composer, kindOf } from "./form.js";

const THUMB_PIXELS = 40;
const uploads = new Set(), thumbs = new Map();

/** Whether a file is being kept just now. */
export const areFilesOnTheirWay = () => uploads.size > 0;

/** Resolve when no file is on its way any more. */
export async function filesKept() {
  while (uploads.size) await Promise.allSettled([...uploads].map(({ done }) => done));
}

function chipOf(file, words) {
  const chip = document.createElement("li"), name = document.createElement("span"), size = document.createElement("small");
  chip.className = "chip";
  name.className = "cut";
  name.textContent = file.name;
  size.textContent = words;
  chip.append(name, size);
  return chip;
}

const MEGABYTE = 1024 * 1024;
const sizeOf = ({ size }) => (size < MEGABYTE ? `${Math.max(1, Math.round(size / 1024))} KB` : `${(size / MEGABYTE).toFixed(1)} MB`);

/** Show what goes with the form itself, because it could not be kept beforehand. */
function showChosen(input) {
  const list = composer().querySelector("[data-chosen]");
  list.replaceChildren(...[...input.files].map((file) => chipOf(file, sizeOf(file))));
  list.hidden = input.files.length === 0;
}

function takeFiles(files) {
  const form = composer(), input = form?.querySelector("[data-files]");
  if (!input) return;
  const room = Number(form.dataset.mostBytes ?? Infinity);
  const total = [...files].reduce((sum, file) => sum + file.size, 0);
  if (kindOf(form) === "reply" && total > room) return refuse(form, input.dataset.tooLarge);
  for (const file of files) keepFile(form, input, file);
}

function refuse(form, words) {
  const list = form.querySelector("#kept-files"), said = document.createElement("li");
  list.querySelector("[role=alert]")?.remove();
  said.className = "c-bad";
  said.setAttribute("role", "alert");
  said.textContent = words;
  list.append(said);
  list.hidden = false;
}

function keepFile(form, input, file) {
  const chip = chipOf(file, sizeOf(file)), bar = document.createElement("progress"), stop = document.createElement("button");
  bar.setAttribute("aria-label", input.dataset.uploading);
  stop.type = "button";
  stop.className = "link";
  stop.textContent = input.dataset.cancel;
  chip.append(bar, stop);
  const list = form.querySelector("[data-chosen]");
  list.append(chip);
  list.hidden = false;
  drawThumb(file).then((picture) => {
    if (picture) chip.prepend(picture.cloneNode());
    showThumbs();
  });
  const upload = { request: new XMLHttpRequest() };
  upload.done = sendFile(form, file, upload.request, bar).then((page) => showKept(form, page), (reason) => reason === "stopped" || sendLater(input, file)).finally(() => {
    uploads.delete(upload);
    chip.remove();
    list.hidden = !list.children.length;
  });
  stop.addEventListener("click", () => upload.request.abort());
  uploads.add(upload);
}

function sendFile(form, file, request, bar) {
  const given = new FormData();
  given.set("files", file, file.name);
  given.set("kind", kindOf(form));
  return new Promise((resolve, reject) => {
    request.upload.addEventListener("progress", ({ loaded, total, lengthComputable }) => { if (lengthComputable) [bar.max, bar.value] = [total, loaded]; });
    request.addEventListener("load", () => request.status === 200 ? resolve(request.responseText) : reject(request.status));
    request.addEventListener("error", reject);
    request.addEventListener("abort", () => reject("stopped"));
    request.open("POST", form.dataset.keepFiles);
    for (const [name, value] of Object.entries(JSON.parse(document.body.getAttribute("hx-headers")))) request.setRequestHeader(name, value);
    request.setRequestHeader("HX-Request", "true");
    request.send(given);
  });
}

// Files of one form come one after the other: the newest answer names all of them.
function showKept(form, page) {
  const holder = document.createElement("template");
  holder.innerHTML = page;
  const fresh = holder.content.getElementById("kept-files");
  if (!fresh || !form.isConnected) return;
  form.querySelector("#kept-files").replaceWith(fresh);
  window.htmx.process(fresh);
  showThumbs();
}

function sendLater(input, file) {
  const all = new DataTransfer();
  for (const each of [...input.files, file]) all.items.add(each);
  input.files = all.files;
  setTimeout(() => input.isConnected && showChosen(input));
}

async function drawThumb(file) {
  if (!file.type.startsWith("image/")) return null;
  const picture = document.createElement("img"), canvas = document.createElement("canvas");
  try {
    const bitmap = await createImageBitmap(file, { resizeHeight: THUMB_PIXELS * 2 });
    [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
    canvas.getContext("2d").drawImage(bitmap, 0, 0);
    picture.src = canvas.toDataURL("image/webp", .8);
  } catch {
    return null;
  }
  picture.alt = "";
  picture.height = THUMB_PIXELS;
  thumbs.set(`${file.name}:${file.size}`, picture);
  return picture;
}

function showThumbs() {
  for (const chip of document.querySelectorAll("#kept-files [data-file]")) {
    const picture = thumbs.get(chip.dataset.file);
    if (picture && !chip.querySelector("img")) chip.querySelector("a").prepend(picture.cloneNode());
  }
}

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-files]")) return;
  const chosen = [...event.target.files];
  event.target.value = "";
  takeFiles(chosen);
});
// A word processor lays a picture of the words beside them: who has words pastes words.
document.addEventListener("paste", (event) => {
  const pasted = [...event.clipboardData.files];
  if (event.target.id !== "text" || !pasted.length || event.clipboardData.getData("text/plain")) return;
  event.preventDefault();
  takeFiles(pasted);
});
const hasFiles = (event) => event.dataTransfer?.types.includes("Files") && composer() && event.target.closest?.("#thread");
document.addEventListener("dragover", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  composer().classList.add("takes");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget?.closest?.("#thread")) composer()?.classList.remove("takes");
});
document.addEventListener("drop", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  composer().classList.remove("takes");
  takeFiles([...event.dataTransfer.files]);
});
document.addEventListener("htmx:afterSettle", showThumbs);
