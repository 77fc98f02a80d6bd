// Times as customers read them: Latin digits in every language, the clock of their own device.
import { say } from "./words.js";

const locale = `${document.documentElement.lang}-IN-u-nu-latn`;
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" });

const shortDay = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
const shortDayOfYear = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" });

export const clockWords = (at) => clock.format(new Date(at));

export const dayOf = (at) => new Date(at).toDateString();

/** The day of a moment in short, with its year where that is another one. */
export function dateWords(at) {
  const moment = new Date(at);
  return (moment.getFullYear() === new Date().getFullYear() ? shortDay : shortDayOfYear).format(moment);
}

export function dayWords(at) {
  const days = { [new Date().toDateString()]: "today", [new Date(Date.now() - 86_400_000).toDateString()]: "yesterday" };
  const name = days[dayOf(at)];
  return name ? say(name) : weekday.format(new Date(at));
}
