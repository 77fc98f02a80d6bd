"""The values that every shop has; other apps add theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import time
from itertools import groupby

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from saath.customers.preferences import Form
from saath.stores.hours import Interval, next_opening
from saath.stores.said_times import moment_in_words
from saath.writing.facts import EXAMPLE_NAMES, Facts
from saath.writing.variables import Variable

# How somebody is addressed by name: Hindi says जी whoever it is, Gujarati says બેન or ભાઈ only of whom it knows that.
NAME_FORMS = {"hi": "%s जी", "hi-latn": "%s ji"}
LIKED_FORMS: Mapping[tuple[str, str], str] = {
    ("gu", Form.HER): "%sબેન",
    ("gu", Form.HIM): "%sભાઈ",
    ("gu-latn", Form.HER): "%sben",
    ("gu-latn", Form.HIM): "%sbhai",
}
ENGLISH_TITLES: Mapping[str, str] = {Form.HER: "Ms", Form.HIM: "Mr"}
_TITLES = {
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "shri",
    "smt",
    "श्री",
    "श्रीमती",
    "डॉ",
    "શ્રી",
    "શ્રીમતી",
    "ડૉ",
}
_NO_NAME = re.compile(r"[\d@]")


def call_by_name(name: str, language: str, form: str = "") -> str:
    """Return how a letter in this language calls somebody: "Sunita", "सुनीता जी"; "" for what is no name.

    `form` is how they like it, as far as the shop knows: "Ms Verma", "સુનીતાબેન".
    """
    words = [word for word in name.split() if word.strip(".").casefold() not in _TITLES]
    if not words or _NO_NAME.search(name):
        return ""
    first = words[0] if len(words[0].strip(".")) > 1 else " ".join(words)
    if form == Form.PLAIN:
        return first
    if language == "en" and form in ENGLISH_TITLES:
        return f"{ENGLISH_TITLES[form]} {words[-1]}"
    return LIKED_FORMS.get((language, form), NAME_FORMS.get(language, "%s")) % first


def _customer_name(facts: Facts, language: str) -> str:
    conversation = facts.conversation
    customer = conversation.customer
    return customer.called or call_by_name(
        customer.name or conversation.identity.name, language, customer.form
    )


def _promise_time(facts: Facts, language: str) -> str:
    due = facts.conversation.due_at
    return moment_in_words(due, now=facts.at, zone=facts.store.zone) if due and due > facts.at else ""


def _next_opening(facts: Facts, language: str) -> str:
    opens = next_opening(facts.calendar, facts.at)
    return moment_in_words(opens, now=facts.at, zone=facts.store.zone) if opens else ""


def _hours(facts: Facts, language: str) -> str:
    return hours_in_words(facts.calendar.week.days)


def hours_in_words(days: Sequence[Sequence[Interval]]) -> str:
    """Return a week's hours in the language in force: "Monday-Saturday 10:00-19:00"; "" for a shop that never opens."""
    return ", ".join(_stretches(days))


def _stretches(days: Sequence[Sequence[Interval]]) -> Iterator[str]:
    for intervals, run in groupby(range(7), key=lambda day: tuple(days[day])):
        numbers = list(run)
        if not intervals:
            continue
        names = [str(WEEKDAYS[numbers[0]]), str(WEEKDAYS[numbers[-1]])][: len(numbers)]
        times = " ".join(f"{each.start:%H:%M}–{_closing(each)}" for each in intervals)
        yield f"{'–'.join(names)} {times}"


def _closing(interval: Interval) -> str:
    return "24:00" if interval.end == time(0) else f"{interval.end:%H:%M}"


OWN = (
    Variable(
        "customer.name",
        _("Customer’s name"),
        lambda language: call_by_name(EXAMPLE_NAMES.get(language, "Sunita"), language),
        _customer_name,
    ),
    Variable(
        "shop.name",
        _("Name of the shop"),
        lambda language: "Paanch Takiye",
        lambda facts, language: facts.shop_names.in_language(language[:2]).text,
    ),
    Variable("my.name", _("Your name"), lambda language: "Meera", lambda facts, language: facts.my_name),
    Variable(
        "reference",
        _("Reference of the conversation"),
        lambda language: "7KM-4Q2X",
        lambda facts, language: facts.conversation.reference,
    ),
    Variable("promise.time", _("By when you promised to answer"), lambda language: "18:00", _promise_time),
    Variable("shop.hours", _("Opening hours"), lambda language: "10:00–19:00", _hours),
    Variable("shop.opens", _("When you open next"), lambda language: "10:00", _next_opening),
)
