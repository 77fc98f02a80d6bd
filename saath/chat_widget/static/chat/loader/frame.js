// The frame with the conversation, on the shop's host for customers. The two tell each other what they need to by messages,
// each only to the other's exact address.
import { dropWaiting, forget, keep, keepWaiting, kept } from "./kept.js";
import { languageToKeep } from "./language.js";
import { isAnother, personIn } from "./person.js";

const QUIET_MS = 2_000;

export class Frame {
  constructor(look, { order, language, identity, hear }) {
    this.look = look;
    this.order = order;
    this.language = language;
    this.identity = identity;
    this.hear = hear;
    this.draft = "";
    this.opener = null;
    this.isThere = false;
    this.turn = 0;
    addEventListener("message", (event) => {
      const isOurs = event.origin === SHOP.origin && event.source === this.element?.contentWindow;
      // A page that is about to go may still finish something, for whoever sat here before.
      if (isOurs && (event.data.call === "here" || event.data.turn === this.turn)) this.take(event.data);
    });
  }

  /** Whom the shop's page names, "" for nobody. */
  get person() {
    return personIn(this.identity());
  }

  /** What is kept of them with their words. */
  who() {
    return this.person ? { who: this.person } : {};
  }

  /** Load the frame where it is not there; it does not show by itself. */
  load() {
    if (!this.element) this.go();
  }

  /** Load it into an element of its own: another address in the same one would be a step that Back goes back. */
  go() {
    this.isThere = false;
    this.turn += 1;
    const before = this.element;
    const hadFocus = before && before.getRootNode().activeElement === before;
    this.element = document.createElement("iframe");
    this.element.allow = "clipboard-write";
    this.element.title = SHOP.words[this.language()].title;
    this.element.src = `${SHOP.frame}?lang=${this.language()}`;
    if (before) before.replaceWith(this.element);
    else this.look.dialog.append(this.element);
    if (hadFocus) this.element.focus();
  }

  /** Load the frame when the page has nothing else to do. */
  loadInQuiet() {
    if (!window.requestIdleCallback) setTimeout(() => this.load(), QUIET_MS);
    else requestIdleCallback(() => this.load(), { timeout: QUIET_MS });
  }

  /** Say hello to a frame that says it is here. That it has loaded is no sign: while it is hidden that event may never come. */
  greet() {
    this.isThere = true;
    if (isAnother(kept().who, this.person)) {
      this.left ||= kept().token;
      forget();
    }
    if (this.left) {
      this.tell("hello");
      return this.leave(this.left);
    }
    const { token, waiting } = kept();
    this.tell("hello", { turn: this.turn, token, waiting, identity: this.identity(), draft: this.draft, isOpen: this.look.dialog.open, opener: this.opener, order: this.order });
  }

  /** Begin anew, in another language. */
  renew() {
    if (this.element) this.go();
  }

  /** Let the server end what the browser was known by, and begin anew: nothing belongs to who comes now of what was written here. */
  leave(token) {
    this.draft = "";
    this.opener = null;
    this.left = this.isThere ? "" : token;
    if (!this.isThere) return token && this.load();
    this.tell("leave", { token });
    this.isThere = false;
    this.turn += 1;
  }

  /** Let the visitor answer words that have shown themselves; until they have, also where the frame begins anew. */
  offer(opener) {
    this.opener = opener;
    this.tell("opener", { opener });
  }

  /** Let what is written be about an order; what the visitor chooses or leaves out themselves goes before. */
  wantOrder(number) {
    this.order = number;
    this.tell("order", { number });
  }

  tell(call, said = {}) {
    const page = { url: location.href, title: document.title, referrer: document.referrer };
    if (this.isThere) this.element.contentWindow.postMessage({ call, page, ...said }, SHOP.origin);
    return this.isThere;
  }

  take({ call, ...said }) {
    if (call === "here") this.greet();
    else if (call === "keep") keep({ token: said.token, ...this.who(), ...languageToKeep() });
    else if (call === "renew") kept().token && keep({ token: said.token, ...this.who() });
    else if (call === "wait") keepWaiting(said.item, this.who());
    else if (call === "left") dropWaiting(said.key);
    else if (call === "forget") kept().token && keep({ token: undefined });
    else if (call === "draft") this.draft = said.text;
    else if (call === "order") this.order = said.number;
    else if (call === "token") this.tell("token", { token: kept().token ?? "" });
    else if (call === "page") this.tell("page");
    else {
      if (call === "message" && said.by === "you") this.opener = null;
      this.hear(call, said);
    }
  }
}
