// When the page may be changed: what is replaced between a press and its release gets no click, and what is replaced
// while it waits for its answer cannot show that it is busy, nor take the answer in.
const REST_LOOK_MS = 50, LONGEST_ANSWER_MS = 3000;
const askedAt = new WeakMap();
let isPressed = false, isLooking = false;
const waitingForRest = [];

// One that is answered late, or never, keeps nobody waiting: it is heard wherever it stands by then.
const isAwaited = (element) => performance.now() - (askedAt.get(element) ?? -Infinity) < LONGEST_ANSWER_MS;
const isAtRest = () => !isPressed && ![...document.querySelectorAll("#main .htmx-request")].some(isAwaited);

function goOnAtRest() {
  isLooking = false;
  if (isAtRest()) for (const go of waitingForRest.splice(0)) go();
  else if (!isPressed) lookAgain(REST_LOOK_MS);
}

function lookAgain(pause) {
  if (isLooking || !waitingForRest.length) return;
  isLooking = true;
  setTimeout(goOnAtRest, pause);
}

function released() {
  isPressed = false;
  lookAgain(0); // after the click, which follows the release
}

/** Resolve when no pointer is pressed and no press waits for its answer: at once, or when it is so. */
export function pageAtRest() {
  if (isAtRest()) return Promise.resolve();
  return new Promise((go) => {
    waitingForRest.push(go);
    if (!isPressed) lookAgain(REST_LOOK_MS);
  });
}

addEventListener("pointerdown", () => { isPressed = true; }, { capture: true });
addEventListener("pointerup", released, { capture: true });
addEventListener("pointercancel", released, { capture: true });
// A menu of the system may have swallowed the release.
addEventListener("pointermove", ({ buttons }) => isPressed && !buttons && released(), { capture: true });
document.addEventListener("htmx:beforeRequest", ({ detail }) => askedAt.set(detail.elt, performance.now()));
