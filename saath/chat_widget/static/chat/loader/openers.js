// Words that show themselves: watched for on the page, asked of the frame whether somebody is there, and shown as a small card.
import { keep, keepSettled, kept, wasSettled } from "./kept.js";
import { makeCard } from "./opener-card.js";
import { mayOffer, openerDue } from "./opener-rules.js";

const ASK_AGAIN_SECONDS = 60;
const RETURNS = ["reload", "back_forward"];
const PROGRESS = ["change", "submit", "click"];

export class Openers {
  #look;
  #frame;
  #language;
  #tell;
  #page = {};
  #hasOffered = false;
  #writtenAgo = Infinity;
  #askIn = 0;
  #card = null;

  constructor(look, frame, { language, tell }) {
    this.#look = look;
    this.#frame = frame;
    this.#language = language;
    this.#tell = tell;
    if (!SHOP.openers.length) return;
    this.#turnPage();
    for (const event of PROGRESS) document.addEventListener(event, () => (this.#page.secondsIdle = 0), true);
    document.addEventListener("input", () => (this.#page.secondsIdle = this.#writtenAgo = 0), true);
    setInterval(() => this.#second(), 1000);
  }

  /** The page says that its visitor gets no further. */
  stuck() {
    this.#page.isStuck = true;
  }

  /** The chat is open: nothing else shows itself on this page. */
  rest() {
    this.#hasOffered = true;
    this.#putAway();
  }

  /** Say it in another language. */
  renew() {
    if (this.#card) this.#draw(this.#card.opener);
  }

  /** The frame knows whether somebody is there for one who begins now. */
  hear({ isFree }) {
    const opener = openerDue(SHOP.openers, this.#page);
    if (isFree && opener && this.#may()) this.#show(opener);
  }

  #second() {
    if (document.hidden) return;
    if (this.#page.address !== location.pathname) this.#turnPage();
    this.#page.seconds += 1;
    this.#page.secondsIdle += 1;
    this.#writtenAgo += 1;
    this.#askIn -= 1;
    if (this.#askIn > 0 || !openerDue(SHOP.openers, this.#page) || !this.#may()) return;
    this.#frame.load();
    if (this.#frame.tell("free")) this.#askIn = ASK_AGAIN_SECONDS;
  }

  #turnPage() {
    const address = location.pathname;
    this.#putAway();
    this.#page = { address, path: readable(address), seconds: 0, secondsIdle: 0, isStuck: false };
  }

  #may() {
    const { token, offeredAt } = kept();
    return mayOffer({
      isOpen: this.#look.dialog.open || Boolean(this.#frame.draft),
      hasOffered: this.#hasOffered,
      isSettled: wasSettled(),
      secondsSinceWriting: this.#writtenAgo,
      openers: SHOP.openers,
      pathBefore: pathBefore(),
      isReload: RETURNS.includes(performance.getEntriesByType("navigation")[0]?.type),
      isKept: Boolean(token),
      offeredAt: offeredAt ?? NaN,
      now: Date.now(),
    });
  }

  #show(opener) {
    this.#hasOffered = true;
    if (kept().token) keep({ offeredAt: Date.now() });
    this.#draw(opener);
    this.#say(opener, "shown");
  }

  #draw(opener) {
    this.#putAway();
    const code = this.#language();
    const language = code in opener.words ? code : opener.base;
    const words = { ...SHOP.words[code], said: opener.words[language], language };
    const card = makeCard(this.#look, words, { open: () => this.#open(opener, words.said, language), dismiss: () => this.#dismiss(opener) });
    this.#card = { ...card, opener };
  }

  #open(opener, words, language) {
    keepSettled();
    this.#frame.offer({ id: opener.id, words, language });
    this.#say(opener, "opened");
    this.#tell("opened");
  }

  #dismiss(opener) {
    keepSettled();
    this.#putAway();
    this.#say(opener, "closed");
    this.#look.button.focus();
  }

  #putAway() {
    this.#card?.remove();
    this.#card = null;
  }

  #say({ id }, what) {
    if (what !== "closed") this.#frame.tell("count", { opener: id, what });
    this.#tell("proactive", { rule: id, what });
  }
}

/** Where on this site the visitor was before; null for who has just come to it. */
function pathBefore() {
  try {
    const before = new URL(document.referrer);
    return before.origin === location.origin ? readable(before.pathname) : null;
  } catch {
    return null;
  }
}

function readable(path) {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
