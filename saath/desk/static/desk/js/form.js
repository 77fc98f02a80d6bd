// Where an answer is written: the form, its words, and whether they are an answer or a note.

/** The composer, null where nobody may write. */
export const composer = () => document.getElementById("composer");

/** The field of the words. */
export const answerText = () => document.getElementById("text");

/** "reply" or "note". */
export const kindOf = (form = composer()) => form.elements.kind?.value || "reply";

/** Put words in place of what is selected, so that undoing by keyboard takes them out again. */
export function typeWords(words) {
  const field = answerText();
  field.focus();
  if (document.execCommand("insertText", false, words)) return;
  field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
