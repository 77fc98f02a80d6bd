// A part of the page tells of what was so when the server drew it. What is heard while it is on its way finds nothing to
// change yet, and may be missing in it.
const REMEMBERED_MS = 60_000;
const heardAt = new Map(), requestedAt = new WeakMap();

/** Say whether something was heard of a conversation or a customer since a request was made. */
export function wasHeardSince(request, id) {
  return heardAt.get(id) >= requestedAt.get(request);
}

function remember(id) {
  const now = performance.now();
  heardAt.delete(id); // the map keeps the order in which they were heard
  heardAt.set(id, now);
  for (const [oldest, at] of heardAt) {
    if (at > now - REMEMBERED_MS) return;
    heardAt.delete(oldest);
  }
}

document.addEventListener("htmx:beforeRequest", ({ detail }) => requestedAt.set(detail.xhr, performance.now()));
document.addEventListener("saath:event", ({ detail: { subject, refs = {} } }) => {
  for (const id of [subject, refs.conversation]) if (id) remember(id);
});
