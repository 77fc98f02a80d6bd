{% autoescape off %}// Without a connection: what was open can be read again, else our own page comes. With one, every page comes from the server.
const PAGE = "{{ page|escapejs }}";
const KEPT = [PAGE, {% for file in files %}"{{ file|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const SHELF = "saath-offline {{ shelf }}";
const ICON = "{{ icon|escapejs }}", BADGE = "{{ badge|escapejs }}";
const FILES = "saath-files";
const READ = "saath-read ";
const STATIC = "{{ static|escapejs }}", HASHED = /\.[0-9a-f]{12}\.\w+$/;
const MOST_FILES = 80, MOST_PAGES = 150, LONGEST_MS = 3 * 24 * 3600 * 1000;
const PANE = /<!--pane-->[\s\S]*<!--\/pane-->/;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELF).then((shelf) => shelf.addAll(KEPT)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const isOld = (name) => name !== SHELF && name !== FILES && !name.startsWith(READ);
  const dropOld = (names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(dropOld).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith(STATIC) && HASHED.test(url.pathname)) event.respondWith(file(request));
  else if (request.mode === "navigate" || request.headers.has("HX-Request")) event.respondWith(page(event));
  else if (KEPT.includes(url.pathname)) event.respondWith(fromShelf(request).then((kept) => kept ?? fetch(request)));
});

self.addEventListener("message", (event) => {
  const { call, url } = event.data ?? {};
  if (call === "forget") event.waitUntil(forget());
  if (call === "keep") event.waitUntil(keepWhole(url));
});

// A name with a hash is always the same file.
async function file(request) {
  const kept = await fromShelf(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await put(FILES, request.url, response.clone(), MOST_FILES);
  return response;
}

async function page(event) {
  const { request } = event;
  try {
    const response = await fetch(request);
    event.waitUntil(keep(request, response.clone()));
    return response;
  } catch (error) {
    if (request.headers.has("Saath-Fresh")) throw error;
    const kept = await read(request);
    if (kept) return kept;
    if (request.mode === "navigate") return fromShelf(PAGE);
    throw error;
  }
}

// The page that brought this worker came before it.
async function keepWhole(url) {
  const request = new Request(url, { headers: { Accept: "text/html" } });
  const response = await fetch(request).catch(() => null);
  if (response && !response.redirected) await keep(request, response, false);
}

// The server says for whom a page may be kept. Pages of somebody else go, and all of them once nobody is signed in.
async function keep(request, response, isPart = request.mode !== "navigate") {
  const reader = response.headers.get("Saath-Reader");
  if (reader === "nobody") await hearNothing();
  if (reader === "nobody" || [401, 403].includes(response.status)) return forget();
  if (!reader) return;
  await forget(READ + reader);
  await put(READ + reader, place(request, isPart), response, MOST_PAGES);
}

// Whoever has signed out is told of nothing on this device.
async function hearNothing() {
  const subscription = await self.registration.pushManager?.getSubscription();
  await subscription?.unsubscribe();
}

self.addEventListener("push", (event) => event.waitUntil(show(event.data.json())));

// What rings stays until somebody looks at it or has taken it; then it falls silent, where it still stands.
async function show({ title, body, url, tag, lang, rings = false, is_over: isOver = false }) {
  const shown = { body, tag, lang, icon: ICON, badge: BADGE, data: { url } };
  if (isOver && !(await self.registration.getNotifications({ tag })).length) return;
  const how = rings ? { requireInteraction: true, renotify: true, vibrate: [200, 100, 200, 100, 200] } : { silent: isOver };
  await self.registration.showNotification(title, { ...shown, ...how });
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openPage(event.notification.data.url));
});

async function openPage(url) {
  const [page] = await self.clients.matchAll({ type: "window" });
  if (!page) return self.clients.openWindow(url);
  await page.focus();
  return page.navigate(url).catch(() => self.clients.openWindow(url));
}

async function forget(but = "") {
  for (const name of await caches.keys()) if (name.startsWith(READ) && name !== but) await caches.delete(name);
}

// A part and the page around it have the same address.
function place(request, isPart) {
  const url = new URL(request.url);
  url.hash = "";
  if (isPart) url.searchParams.set("is-part", "1");
  return url.href;
}

async function put(shelfName, address, response, most) {
  const shelf = await caches.open(shelfName);
  await shelf.delete(address);
  await shelf.put(address, response);
  const all = await shelf.keys();
  for (const old of all.slice(0, Math.max(0, all.length - most))) await shelf.delete(old);
}

async function read(request) {
  const name = (await caches.keys()).find((each) => each.startsWith(READ));
  const shelf = name && await caches.open(name);
  if (!shelf) return undefined;
  const part = young(await shelf.match(place(request, true), { ignoreVary: true }));
  if (request.mode !== "navigate") return part;
  return young(await shelf.match(place(request, false), { ignoreVary: true })) ?? laidIn(shelf, part);
}

// A conversation that came as a part is shown in a page of the desk that was kept whole.
async function laidIn(shelf, part) {
  if (!part) return undefined;
  const pane = `<!--pane-->${await part.text()}<!--/pane-->`;
  for (const each of (await shelf.keys()).reverse()) {
    const html = each.url.includes("is-part") ? "" : await (await shelf.match(each, { ignoreVary: true })).text();
    if (PANE.test(html)) {
      const shown = html.replace(PANE, () => pane).replace('data-pane="list"', 'data-pane="thread"');
      return new Response(shown, { headers: part.headers });
    }
  }
  return undefined;
}

function young(response) {
  const age = Date.now() - Date.parse(response?.headers.get("Date"));
  return age < LONGEST_MS ? response : undefined;
}

function fromShelf(request) {
  return caches.match(request, { ignoreVary: true });
}
{% endautoescape %}
