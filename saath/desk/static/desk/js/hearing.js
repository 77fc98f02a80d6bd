// What concerns the reader is heard: two short tones, and how many wait stands in the title and on the app.
const TONES_HZ = [660, 880], RING_HZ = [880, 660, 880, 660, 880], TONE_SECONDS = 0.09, LOUDNESS = 0.08, TONE_PAUSE_MS = 5000;
const HEARD = "saath.heard", HEARD_MS = 60_000;
let lastTone = 0, audio = null;

// Once for all tabs, and not again by a page that comes right after it.
function isNews(key) {
  const since = Date.now() - HEARD_MS;
  const heard = Object.entries(JSON.parse(localStorage.getItem(HEARD) ?? "{}")).filter(([, at]) => at > since);
  localStorage.setItem(HEARD, JSON.stringify(Object.fromEntries([...heard, [key, Date.now()]])));
  return !heard.some(([known]) => known === key);
}

function playTones(kind) {
  if (Date.now() - lastTone < TONE_PAUSE_MS) return;
  lastTone = Date.now();
  sound(TONES_HZ);
  document.body.dataset.heard = kind;
}

/** Ring once: who rings does it again and again until somebody comes. */
export function playRing() {
  sound(RING_HZ);
}

/** Whether the browser lets this page sound only once somebody has clicked in it or pressed a key. */
export function soundWaits() {
  audio ??= new AudioContext();
  return audio.state === "suspended";
}

/** Let sound begin with a gesture, and call `then` once it may. */
export function soundAfterGesture(then) {
  const begin = () => audio.resume().then(() => {
    for (const gesture of ["pointerdown", "keydown"]) removeEventListener(gesture, begin, true);
    then();
  });
  for (const gesture of ["pointerdown", "keydown"]) addEventListener(gesture, begin, true);
}

function sound(tones) {
  audio ??= new AudioContext();
  tones.forEach((hertz, index) => tone(hertz, audio.currentTime + index * TONE_SECONDS * 1.4));
}

function tone(hertz, at) {
  const source = new OscillatorNode(audio, { frequency: hertz });
  const loudness = new GainNode(audio, { gain: LOUDNESS });
  loudness.gain.exponentialRampToValueAtTime(0.001, at + TONE_SECONDS);
  source.connect(loudness).connect(audio.destination);
  source.start(at);
  source.stop(at + TONE_SECONDS);
}

// What waits in a chat rings by itself (chats.js).
document.addEventListener("saath:event", ({ detail }) => {
  if (detail.kind === "colleague.told" && detail.changed[0] !== "chat" && Object.values(detail.refs).includes(document.body.dataset.seat) && isNews(`${detail.subject}.${detail.changed[0]}`)) playTones(detail.changed[0]);
});

const waitingCount = () => document.querySelector("[data-count=now]")?.textContent.trim() ?? "";

/** Put how many wait before the title, and on the sign of the installed app. */
function showWaiting() {
  const count = waitingCount(), bare = document.title.replace(/^\(\d+\+?\) /, "");
  const title = /^[1-9]/.test(count) ? `(${count}) ${bare}` : bare;
  if (document.title !== title) document.title = title;
  const number = parseInt(count, 10);
  if (number) navigator.setAppBadge?.(number).catch(() => {});
  else navigator.clearAppBadge?.().catch(() => {});
}

new MutationObserver(showWaiting).observe(document.querySelector("title"), { childList: true });
for (const shown of document.querySelectorAll("[data-count=now]")) new MutationObserver(showWaiting).observe(shown, { childList: true, characterData: true, subtree: true });
showWaiting();
