// A product or a payment link that was chosen goes where the cursor of the answer was.
import { answerText, typeWords } from "./form.js";

document.addEventListener("laid", (event) => {
  document.getElementById("products")?.hidePopover();
  const field = answerText(), before = field.value.slice(0, field.selectionStart);
  typeWords((before && !before.endsWith("\n") ? "\n" : "") + event.detail.text);
});
