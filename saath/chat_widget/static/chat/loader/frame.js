// The frame with the conversation, on the shop's host for customers. The two tell each other what they need to by messages,
// each only to the other's exact address.
import { dropWaiting, forget, keep, keepWaiting, kept } from "./kept.js";
import { languageToKeep } from "./language.js";

const QUIET_MS = 2_000;

export class Frame {
  constructor(look, { language, identity, hear }) {
    this.look = look;
    this.language = language;
    this.identity = identity;
    this.hear = hear;
    this.draft = "";
    addEventListener("message", (event) => {
      if (event.origin === SHOP.origin && event.source === this.element?.contentWindow) this.take(event.data);
    });
  }

  /** Load the frame where it is not there; it does not show by itself. */
  load() {
    if (this.element) return;
    this.element = document.createElement("iframe");
    this.element.addEventListener("load", () => this.greet());
    this.element.allow = "clipboard-write";
    this.go();
    this.look.dialog.append(this.element);
  }

  go() {
    this.isThere = false;
    this.element.title = SHOP.words[this.language()].title;
    this.element.src = `${SHOP.frame}?lang=${this.language()}`;
  }

  /** Load the frame when the page has nothing else to do. */
  loadInQuiet() {
    if (!window.requestIdleCallback) setTimeout(() => this.load(), QUIET_MS);
    else requestIdleCallback(() => this.load(), { timeout: QUIET_MS });
  }

  greet() {
    this.isThere = true;
    if (this.left) {
      this.tell("hello", {});
      return this.leave(this.left);
    }
    const { token, waiting } = kept();
    this.tell("hello", { token, waiting, identity: this.identity(), draft: this.draft, isOpen: this.look.dialog.open });
  }

  /** Begin anew, in another language or as somebody else. */
  renew() {
    if (this.element) this.go();
  }

  /** Let the server end what the browser was known by, and begin anew as nobody. */
  leave(token) {
    this.draft = "";
    this.left = this.isThere ? "" : token;
    if (this.isThere) this.tell("leave", { token });
    else if (token) this.load();
  }

  tell(call, said = {}) {
    const page = { url: location.href, title: document.title, referrer: document.referrer };
    if (this.isThere) this.element.contentWindow.postMessage({ call, page, ...said }, SHOP.origin);
  }

  take({ call, ...said }) {
    if (call === "keep") keep({ token: said.token, ...languageToKeep() });
    else if (call === "renew") kept().token && keep({ token: said.token });
    else if (call === "wait") keepWaiting(said.item);
    else if (call === "left") dropWaiting(said.key);
    else if (call === "forget") forget();
    else if (call === "draft") this.draft = said.text;
    else if (call === "token") this.tell("token", { token: kept().token ?? "" });
    else if (call === "page") this.tell("page");
    else this.hear(call, said);
  }
}
