// Fetching a part of a page and laying it over what is shown, without touching what has not changed.

const ASKED_AGAIN_MS = [1000, 2000, 4000, 8000];

/** Fetch a part of a page as the server renders it for htmx; null when it did not come. */
export async function fetchPart(url, options = {}) {
  return await askFor(url, options) ?? null;
}

/**
 * Fetch a part as it is now, never as it was kept for want of a line. Where it does not come it is asked for again, for
 * nobody else will: what it shows has been told of already. Null when it is refused, or did not come at all.
 */
export async function fetchFresh(url) {
  for (const pause of ASKED_AGAIN_MS) {
    const part = await askFor(url, { headers: { "Saath-Fresh": "true" } });
    if (part !== undefined) return part;
    await new Promise((go) => setTimeout(go, pause));
  }
  return null;
}

// Null for what the server refuses, undefined for what did not come.
async function askFor(url, options) {
  try {
    const headers = options.method ? JSON.parse(document.body.getAttribute("hx-headers")) : {};
    const response = await fetch(url, { credentials: "same-origin", ...options, headers: { ...headers, "HX-Request": "true", ...options.headers } });
    if (!response.ok || response.redirected) return response.status < 500 ? null : undefined;
    const holder = document.createElement("template");
    holder.innerHTML = await response.text();
    return holder.content;
  } catch {
    return undefined;
  }
}

/**
 * Keep the order of what is asked for again and again: what was asked for first may come last, and tells of what was.
 * Each asking takes a number by `ask`; `isLate` tells of its answer whether a newer one has come.
 */
export function turns() {
  let asked = 0, came = 0;
  return {
    ask: () => ++asked,
    isLate(nth) {
      if (nth <= came) return true;
      came = nth;
      return false;
    },
    /** Make all that is still asked for late, for its like has come by itself; returns whether anything was. */
    overtake() {
      const isAsked = asked > came;
      came = asked;
      return isAsked;
    },
  };
}

/**
 * Bring the children of `shown` up to those of `fresh`, by id, from behind the child `after` on: same ones stay, changed ones are
 * replaced. Returns what is left of them, by id.
 */
export function mergeById(shown, fresh, { keepOrder = false, after = null } = {}) {
  const known = new Map([...shown.children].map((child) => [child.id, child]));
  let before = after;
  for (const child of [...fresh.children]) {
    const old = known.get(child.id);
    known.delete(child.id);
    if (old && sameButForTime(old, child)) {
      if (!keepOrder) place(shown, old, before);
      before = old;
    } else if (old) {
      replaceUnderFocus(old, child);
      window.htmx.process(child);
      before = child;
    } else if (!keepOrder) {
      place(shown, child, before);
      window.htmx.process(child);
      before = child;
    }
  }
  return known;
}

// Whoever stands on a line by keys goes on standing there when it changes.
function replaceUnderFocus(old, child) {
  const reached = "a, button, input", nth = [...old.querySelectorAll(reached)].indexOf(document.activeElement);
  old.replaceWith(child);
  if (nth >= 0) child.querySelectorAll(reached)[nth]?.focus({ preventScroll: true });
}

function place(parent, child, before) {
  const next = before ? before.nextElementSibling : parent.firstElementChild;
  if (next !== child) parent.insertBefore(child, next);
}

// A promise counts by itself, and the mark of the open line, the signs of who is there and what is folded out are the
// browser's: no change.
export function sameButForTime(old, fresh) {
  return still(old) === still(fresh);
}

function still(element) {
  return withoutSigns(element).outerHTML
    .replace(/<time class="wait[^>]*data-due="(\d+)"[^>]*>.*?<\/time>/gs, "$1")
    .replace(/ name="csrfmiddlewaretoken" value="[^"]*"/g, "")
    .replace(/ aria-(?:current="true"|keyshortcuts="[^"]*")/g, "")
    .replace(/(<details\b[^>]*) open=""/g, "$1")
    .replace(/ htmx-(?:added|request|settling|swapping)\b/g, "")
    .replace(/ class=""/g, "");
}

function withoutSigns(element) {
  if (!element.querySelector("[data-present]")) return element;
  const bare = element.cloneNode(true);
  for (const sign of bare.querySelectorAll("[data-present]")) sign.remove();
  return bare;
}
