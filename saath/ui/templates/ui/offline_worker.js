{% autoescape off %}// Shows our own page when there is no connection. It keeps nothing of the shop: one page, its style, its icons.
const PAGE = "{{ page|escapejs }}";
const KEPT = [PAGE, {% for file in files %}"{{ file|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const SHELF = "saath-offline {{ shelf }}";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELF).then((shelf) => shelf.addAll(KEPT)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const dropOld = (names) => Promise.all(names.filter((name) => name !== SHELF).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(dropOld));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => fromShelf(PAGE)));
  else if (KEPT.includes(new URL(request.url).pathname)) {
    event.respondWith(fromShelf(request).then((kept) => kept ?? fetch(request)));
  }
});

function fromShelf(request) {
  return caches.match(request, { ignoreVary: true });
}
{% endautoescape %}
