"""How a promised update is said to a customer, in the language and script in which they are answered. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

# What is said of a writing and of a call. No form of them guesses whether a man or a woman writes.
SENTENCES: Mapping[str, Mapping[str, str]] = {
    "write": {
        "en": "I will write to you by {clock} {day}.",
        "hi": "{day} {clock} तक आपको मेरा जवाब मिल जाएगा।",
        "gu": "{day} {clock} સુધીમાં તમને મારો જવાબ મળી જશે.",
        "hi-Latn": "{day} {clock} tak aapko mera jawab mil jayega.",
        "gu-Latn": "{day} {clock} sudhima tamne maro javab mali jashe.",
    },
    "call": {
        "en": "I will call you by {clock} {day}.",
        "hi": "{day} {clock} तक आपको मेरा फ़ोन आएगा।",
        "gu": "{day} {clock} સુધીમાં તમને મારો ફોન આવશે.",
        "hi-Latn": "{day} {clock} tak aapko mera phone aayega.",
        "gu-Latn": "{day} {clock} sudhima tamne maro phone aavshe.",
    },
}
TODAY = {"en": "today", "hi": "आज", "gu": "આજે", "hi-Latn": "aaj", "gu-Latn": "aaje"}
TOMORROW = {"en": "tomorrow", "hi": "कल", "gu": "કાલે", "hi-Latn": "kal", "gu-Latn": "kaale"}
# From which hour on which part of the day is said, and how; the night goes on after midnight.
PARTS = (
    (20, {"hi": "रात {h} बजे", "gu": "રાત્રે {h} વાગ્યા", "hi-Latn": "raat {h} baje", "gu-Latn": "raatre {h} vagya"}),
    (16, {"hi": "शाम {h} बजे", "gu": "સાંજે {h} વાગ્યા", "hi-Latn": "shaam {h} baje", "gu-Latn": "saanje {h} vagya"}),
    (12, {"hi": "दोपहर {h} बजे", "gu": "બપોરે {h} વાગ્યા", "hi-Latn": "dopahar {h} baje", "gu-Latn": "bapore {h} vagya"}),
    (4, {"hi": "सुबह {h} बजे", "gu": "સવારે {h} વાગ્યા", "hi-Latn": "subah {h} baje", "gu-Latn": "savare {h} vagya"}),
    (0, {"hi": "रात {h} बजे", "gu": "રાત્રે {h} વાગ્યા", "hi-Latn": "raat {h} baje", "gu-Latn": "raatre {h} vagya"}),
)  # fmt: skip


def sentences_of(due_at: datetime, *, now: datetime, zone: ZoneInfo) -> dict[str, dict[str, str]]:
    """Return the sentence for each kind of promise and each way of writing, by their names."""
    return {
        kind: {
            way: _capital(
                sentence.format(
                    clock=clock_in_words(due_at.astimezone(zone).time(), way),
                    day=day_in_words(due_at, now=now, zone=zone, way=way),
                )
            )
            for way, sentence in ways.items()
        }
        for kind, ways in SENTENCES.items()
    }


def way_of_writing(language: str, last_words: str) -> str:
    """Return how a customer is answered: in their language, and in Latin letters where they write it so."""
    if language not in ("hi", "gu"):
        return "en"
    is_latin = bool(last_words) and all(each < "\u0900" for each in last_words if each.isalpha())
    return f"{language}-Latn" if is_latin else language


def clock_in_words(local: time, way: str) -> str:
    """Return a time of the shop's own day as people say it: of 24 hours in English, else with the part of the day."""
    if way == "en":
        return f"{local:%H:%M}"
    said = next(words[way] for hour, words in PARTS if local.hour >= hour)
    hour = local.hour % 12 or 12
    return said.format(h=f"{hour}:{local:%M}" if local.minute else hour)


def day_in_words(due_at: datetime, *, now: datetime, zone: ZoneInfo, way: str) -> str:
    """Return the day of a moment as people say it: today, tomorrow, or which day."""
    day, today = due_at.astimezone(zone).date(), now.astimezone(zone).date()
    if day <= today:
        return TODAY[way]
    if day == today + timedelta(days=1):
        return TOMORROW[way]
    if way == "en":
        return format_date(day, "'on' EEEE, d MMMM", locale="en_IN")
    return format_date(day, "d MMMM", locale="en_IN" if way.endswith("Latn") else f"{way}_IN")


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]
