// What happens in the shop, as it happens. A page asks for it by data-live="/live" on its body, and hears on its document
// `saath:event` for each event, `saath:reset` when it has to load its live parts anew, `saath:presence` with where
// colleagues are, by seat, when somebody moved, `saath:visitors` with the customers who came or left, `saath:typing`
// when somebody on the other side writes or does no more, and `saath:line` when the line is lost or back.
// A browser opens few connections to a host: one visible tab holds the stream, the others hear from it.
const LIVE_LOCK = "saath-live";
const LIVE_SILENCE_MS = 50_000;
const LIVE_GRACE_MS = 5_000;
const LIVE_QUIET_MS = 3_000;
const LIVE_RECENT_MS = 30_000;
const LIVE_LONGEST_PAUSE_MS = 30_000;
const LIVE_REFUSALS = [401, 403, 404];

/** One connection: reads the messages of the stream and hands each on as (name, cursor, data). */
class LiveConnection {
  constructor(address, hear, proof = {}) {
    this.address = address;
    this.hear = hear;
    this.proof = proof;
    this.abort = new AbortController();
  }

  /** Read until the stream ends, falls silent or is closed. The answer's status, or 0 without one. */
  async read(cursor) {
    const headers = cursor ? { ...this.proof, "Last-Event-ID": cursor } : this.proof;
    const age = Math.ceil(performance.now() / 1000);
    const url = cursor ? this.address : `${this.address}?age=${age}`;
    try {
      this.listenForSilence();
      const answer = await fetch(url, { headers, cache: "no-store", signal: this.abort.signal });
      if (answer.ok) await this.readBody(answer.body.pipeThrough(new TextDecoderStream()).getReader());
      return answer.status;
    } catch {
      return 0;
    } finally {
      this.close();
    }
  }

  async readBody(reader) {
    let waiting = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      this.listenForSilence();
      const messages = (waiting + value).split("\n\n");
      waiting = messages.pop();
      for (const message of messages) this.pass(message);
    }
  }

  pass(message) {
    const fields = Object.fromEntries(message.split("\n").map((row) => row.split(/: (.*)/s, 2)));
    this.hear(fields.event, fields.id, JSON.parse(fields.data));
  }

  listenForSilence() {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.close(), LIVE_SILENCE_MS);
  }

  close() {
    clearTimeout(this.silence);
    this.abort.abort();
  }
}

/** The other tabs that share a stream; nobody, where a browser keeps even frames of one site from each other. */
function otherLiveTabs(lock) {
  try {
    return new BroadcastChannel(lock);
  } catch {
    return { postMessage: () => {} };
  }
}

/**
 * A tab: hears from whichever tab holds the stream, and holds it itself when it is its turn.
 *
 * Tabs of one `lock` share a stream; `proof` are headers that say whose it is, where no cookie does. One that `isWanted`
 * is false for hears from the others and asks for no stream of its own.
 */
export class LiveTab {
  constructor(address, { lock = LIVE_LOCK, proof = {}, isWanted = true } = {}) {
    this.address = address;
    this.lock = lock;
    this.proof = proof;
    this.isWanted = isWanted;
    this.name = Math.random().toString(36).slice(2);
    this.cursor = "";
    this.recent = [];
    this.here = {};
    this.others = otherLiveTabs(lock);
    this.others.onmessage = ({ data }) => this[data.call]?.(data);
    this.others.postMessage({ call: "greet", from: this.name });
    document.addEventListener("visibilitychange", () => this.turn());
    addEventListener("pagehide", () => this.stepBack());
    addEventListener("pageshow", () => this.turn());
    addEventListener("online", () => this.wake?.());
    this.turn();
  }

  /** Wait for the stream while somebody looks at this tab; let another have it soon after nobody does. */
  turn() {
    clearTimeout(this.leaving);
    if (!this.isWanted) this.stepBack();
    else if (document.hidden) this.leaving = setTimeout(() => this.stepBack(), LIVE_GRACE_MS);
    else this.stepForward();
  }

  want(isWanted) {
    this.isWanted = isWanted;
    this.turn();
  }

  stepForward() {
    if (this.candidacy) return;
    this.candidacy = new AbortController();
    const { signal } = this.candidacy;
    // A browser that keeps frames of other sites from each other has no locks for them: such a tab holds a stream of its own.
    const waiting = navigator.locks?.request(this.lock, { signal }, () => this.lead(signal)) ?? this.lead(signal);
    waiting.catch(({ name }) => name === "SecurityError" && this.lead(signal));
  }

  stepBack() {
    this.candidacy?.abort();
    this.candidacy = null;
    this.connection?.close();
    this.wake?.();
  }

  async lead(signal) {
    let pauses = 0;
    while (!signal.aborted) {
      this.connection = new LiveConnection(this.address, (name, cursor, data) => {
        pauses = 0;
        this.tell(name, cursor, data);
      }, this.proof);
      const status = await this.connection.read(this.cursor);
      if (signal.aborted) return;
      if (LIVE_REFUSALS.includes(status)) return this.refused();
      this.lost = this.lost ?? setTimeout(() => this.tellLine(false), LIVE_QUIET_MS);
      await this.pause(pauses++);
    }
  }

  pause(pauses) {
    const longest = Math.min(LIVE_LONGEST_PAUSE_MS, 500 * 2 ** pauses);
    return new Promise((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, longest * (0.5 + Math.random() / 2));
    });
  }

  refused() {
    this.candidacy = null;
    clearTimeout(this.lost);
    this.line({ isOnline: true });
    document.dispatchEvent(new CustomEvent("saath:refused"));
  }

  /** The stream says something: pass it on to this tab and to the others. */
  tell(name, cursor, data) {
    const message = { call: name, before: this.cursor, cursor, data };
    this.tellLine(true);
    if (name === "events") this.remember(data);
    this.others.postMessage(message);
    this[name]?.(message);
  }

  tellLine(isOnline) {
    clearTimeout(this.lost);
    this.lost = null;
    if (this.isOnline === isOnline) return;
    this.others.postMessage({ call: "line", isOnline });
    this.line({ isOnline });
  }

  remember(events) {
    const now = Date.now();
    this.recent = this.recent.filter(({ at }) => at > now - LIVE_RECENT_MS);
    this.recent.push({ at: now, events });
  }

  events({ before, cursor, data }) {
    if (this.follows(before, cursor)) for (const event of data) this.dispatch(event);
  }

  beat({ before, cursor }) {
    this.follows(before, cursor);
  }

  ready({ before, cursor }) {
    this.follows(before, cursor);
  }

  reset({ cursor }) {
    this.cursor = cursor;
    document.dispatchEvent(new CustomEvent("saath:reset"));
  }

  presence({ data }) {
    this.here = data.all ? data.who : { ...this.here, ...data.who };
    document.dispatchEvent(new CustomEvent("saath:presence", { detail: this.here }));
  }

  visitors({ data }) {
    document.dispatchEvent(new CustomEvent("saath:visitors", { detail: data }));
  }

  queue({ data }) {
    document.dispatchEvent(new CustomEvent("saath:queue", { detail: data }));
  }

  typing({ data }) {
    document.dispatchEvent(new CustomEvent("saath:typing", { detail: data }));
  }

  /** Move on to `cursor`; a tab that has slept and so missed what came before it loads anew. */
  follows(before, cursor) {
    const isNext = !this.cursor || before === this.cursor;
    if (!isNext) this.reset({ cursor });
    this.cursor = cursor;
    return isNext;
  }

  line({ isOnline }) {
    this.isOnline = isOnline;
    for (const words of document.querySelectorAll("[data-live-offline]")) words.hidden = isOnline;
    document.dispatchEvent(new CustomEvent("saath:line", { detail: { isOnline } }));
  }

  /** A new tab asks what has happened since its page was made. Only the one with the stream answers. */
  greet({ from }) {
    if (this.connection && this.cursor) this.others.postMessage({ call: "welcome", to: from, cursor: this.cursor, recent: this.recent, here: this.here });
  }

  welcome({ to, cursor, recent, here }) {
    if (to !== this.name || this.cursor) return;
    this.presence({ data: { all: true, who: here } });
    this.cursor = cursor;
    for (const { at, events } of recent) if (at > performance.timeOrigin) events.forEach((event) => this.dispatch(event));
  }

  dispatch(event) {
    document.dispatchEvent(new CustomEvent("saath:event", { detail: event }));
  }
}

if (document.body.dataset.live && navigator.locks) new LiveTab(document.body.dataset.live);
