// `Saath.chat`: what a page of the shop may ask for, and what it may hear of.
import { Frame } from "./frame.js";
import { forget, hearForgotten, keep, kept } from "./kept.js";
import { choose, isSpoken, language } from "./language.js";
import { fit, isPhone, makeLook } from "./look.js";
import { Openers } from "./openers.js";
import { isAnother, personIn } from "./person.js";

const EVENTS = ["open", "close", "message", "unread", "identified", "refused", "proactive"];

class Chat {
  #look = makeLook();
  #heard = Object.fromEntries(EVENTS.map((event) => [event, new Set()]));
  #identity;
  #frame;
  #openers;
  #script;
  #unread = 0;
  #before = null;

  constructor(script) {
    this.#script = script;
    this.#identity = script?.dataset.identity ?? "";
    this.#frame = new Frame(this.#look, {
      order: script?.dataset.order ?? "",
      language: () => language(script),
      identity: () => this.#identity,
      hear: (call, said) => this.#hear(call, said),
    });
    this.#openers = new Openers(this.#look, this.#frame, {
      language: () => language(script),
      tell: (event, said) => (event === "opened" ? this.open() : this.#tell(event, said)),
    });
    const { button, dialog } = this.#look;
    button.addEventListener("click", () => this.open());
    dialog.addEventListener("close", () => this.#closed());
    window.visualViewport?.addEventListener("resize", () => fit(dialog));
    window.visualViewport?.addEventListener("scroll", () => fit(dialog));
    hearForgotten(() => this.#signedOutElsewhere());
    this.#show();
    // Who has written before hears of answers on whichever page they are.
    if (kept().token || kept().waiting?.length) this.#frame.loadInQuiet();
  }

  /** Show the conversation and turn to it. */
  open() {
    const { dialog } = this.#look;
    if (dialog.open) return;
    this.#openers.rest();
    this.#before = document.activeElement;
    if (isPhone()) dialog.showModal();
    else dialog.show();
    this.#frame.load();
    this.#show();
    this.#frame.element.focus();
    this.#frame.tell("open");
    fit(dialog);
    this.#tell("open");
  }

  /** Go back to the page, to where the visitor was. */
  close() {
    this.#look.dialog.close();
  }

  /** Say who the visitor is, by a token that the shop's server has signed; "" when they have signed out. */
  identify(token) {
    const isSomebodyElse = !token || [kept().who, personIn(this.#identity)].some((before) => isAnother(before, personIn(token)));
    this.#identity = token;
    if (!isSomebodyElse) return this.#frame.tell("identity", { identity: token });
    const known = kept().token;
    forget();
    this.#beginAnew(known);
  }

  /** Speak English ("en"), Hindi ("hi") or Gujarati ("gu"). */
  setLanguage(code) {
    if (!isSpoken(code)) return;
    choose(code);
    if (kept().token) keep({ language: code });
    this.#show();
    this.#openers.renew();
    this.#frame.renew();
  }

  /** Say of which order this page is, by its number: what is written is about it where it is the visitor's; "" for none. */
  order(number) {
    this.#frame.wantOrder(String(number ?? ""));
  }

  /** Say that the visitor gets no further on this page; a message that the shop has written for that may show itself. */
  stuck() {
    this.#openers.stuck();
  }

  /** Hear of an event from now on; returns what ends that. */
  on(event, hear) {
    if (!(event in this.#heard)) throw new RangeError(`Saath.chat has no event "${event}", only ${EVENTS.join(", ")}`);
    this.#heard[event].add(hear);
    return () => this.#heard[event].delete(hear);
  }

  #signedOutElsewhere() {
    this.#identity = "";
    this.#beginAnew();
  }

  #beginAnew(known) {
    this.#count(0);
    this.#frame.leave(known);
  }

  #hear(call, said) {
    if (call === "close") this.close();
    else if (call === "language") this.setLanguage(said.code);
    else if (call === "free") this.#openers.hear(said);
    else if (call === "unread") this.#count(said.count);
    else if (call in this.#heard) this.#tell(call, said);
  }

  #count(unread) {
    if (this.#unread === unread) return;
    this.#unread = unread;
    this.#show();
    this.#tell("unread", { count: unread });
  }

  #show() {
    const { button, count, dialog, host } = this.#look;
    const code = language(this.#script);
    const words = SHOP.words[code];
    const unread = this.#unread > 1 ? words.unread[1] : words.unread[0];
    host.lang = code;
    dialog.setAttribute("aria-label", words.title);
    button.hidden = dialog.open || this.#script?.dataset.button === "none";
    button.title = words.open;
    button.setAttribute("aria-label", this.#unread ? `${words.open}, ${unread.replace("{n}", this.#unread)}` : words.open);
    count.textContent = this.#unread > 9 ? "9+" : this.#unread || "";
  }

  #closed() {
    this.#show();
    this.#frame.tell("close");
    const { button } = this.#look;
    const back = button.hidden || (this.#before && this.#before !== document.body && this.#before !== this.#look.host) ? this.#before : button;
    back?.focus?.();
    this.#tell("close");
  }

  #tell(event, said = {}) {
    for (const hear of this.#heard[event]) hear(said);
  }
}

/** Put the chat on the page, once, as soon as it has a body. */
export function makeApi(script) {
  if (window.Saath?.chat) return;
  const make = () => {
    window.Saath = { ...window.Saath, chat: new Chat(script) };
    dispatchEvent(new CustomEvent("saath:ready"));
  };
  if (document.body) make();
  else addEventListener("DOMContentLoaded", make, { once: true });
}
