// When words of the shop, written beforehand, may show themselves beside the button. Nothing here looks at the page: what is
// known of it comes in.
const DAY_MS = 86_400_000;
const WRITING_SECONDS = 10;

/** Whether a path fits a pattern in which a star stands for anything; a stroke at the end makes no difference. */
export function fitsPath(pattern, path) {
  const whole = path.replace(/\/+$/, "");
  return [whole || "/", `${whole}/`].some((each) => fitsExactly(pattern, each));
}

function fitsExactly(pattern, path) {
  const pieces = pattern.split("*");
  const last = pieces.pop();
  if (!pieces.length) return path === last;
  let at = 0;
  for (const [number, piece] of pieces.entries()) {
    const found = path.indexOf(piece, at);
    if (found < 0 || (number === 0 && found > 0)) return false;
    at = found + piece.length;
  }
  return path.length - at >= last.length && path.endsWith(last);
}

/** The first rule whose moment has come: after some seconds on the page, or so many of them without progress. */
export function openerDue(openers, { path, seconds, secondsIdle, isStuck }) {
  const isDue = { after: ({ seconds: after }) => seconds >= after, stuck: ({ seconds: after }) => isStuck || secondsIdle >= after };
  return openers.find((opener) => fitsPath(opener.path, path) && isDue[opener.kind](opener));
}

/**
 * Whether any may show itself: to nobody who has the chat open or writes, once in the life of a page, never after one was
 * closed or opened in this visit, and once in a day to whom the browser may remember. Of others nothing may be kept: the page
 * before, where one may have shown itself, counts as one where it has.
 */
export function mayOffer({ isOpen, hasOffered, isSettled, secondsSinceWriting, openers, pathBefore, isReload, isKept, offeredAt, now }) {
  if (isOpen || hasOffered || isSettled || secondsSinceWriting < WRITING_SECONDS) return false;
  if (isKept) return !(now - offeredAt < DAY_MS);
  return !isReload && !openers.some(({ path }) => pathBefore !== null && fitsPath(path, pathBefore));
}
