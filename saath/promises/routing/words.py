"""Why somebody got a conversation, or nobody did, in the words of whoever asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saath.conversations.models import Conversation
from saath.core.languages import language_of
from saath.core.names import in_words
from saath.promises.models import RoutingDecision
from saath.promises.routing.rules import Because, Reason, Refusal
from saath.ui.language import page_language

Outcome = RoutingDecision.Outcome
# A language is called by its name in the language of the page.
NAMES_OF_LANGUAGES = {"en": lambda: _("English"), "hi": lambda: _("Hindi"), "gu": lambda: _("Gujarati")}


def said(reasons: Iterable[Mapping[str, Any]], skills: Sequence[Mapping[str, Any]] = ()) -> str:
    """Return reasons as a decision keeps them in words; `skills` is the shop's list."""
    words = (_one(str(each["code"]), each.get("value", ""), each.get("limit", 0), skills) for each in reasons)
    return " · ".join(filter(None, words))


def said_of(reasons: Iterable[Because], skills: Sequence[Mapping[str, Any]] = ()) -> str:
    """Return reasons in words."""
    return said([each.as_json() for each in reasons], skills)


def language_named(code: str) -> str:
    """Return what a language is called in the language of the page."""
    name = NAMES_OF_LANGUAGES.get(code)
    return name() if name else language_of(code).own_name


def skill_named(key: str, skills: Sequence[Mapping[str, Any]]) -> str:
    """Return what a skill is called in the language of the page, '' for one that is gone."""
    names: Mapping[str, str] = next((each["names"] for each in skills if each["key"] == key), {})
    return in_words(names, page_language())


def _one(code: str, value: Any, limit: int, skills: Sequence[Mapping[str, Any]]) -> str:
    match code:
        case Reason.KNOWS:
            return _("had this customer’s last conversation") if value == 0 else _("knows this customer")
        case Reason.LANGUAGE:
            return _("speaks %(language)s") % {"language": language_named(value)}
        case Reason.SKILL:
            name = skill_named(value, skills)
            return _("can do “%(skill)s”") % {"skill": name} if name else ""
        case Reason.LOAD:
            return _("%(n)d of at most %(limit)d open") % {"n": value, "limit": limit}
        case Reason.TURN:
            return _("was given something longest ago")
        case Reason.ONLY:
            return _("nobody else can take it now")
        case Reason.HAD:
            return _("had it before, and is here")
        case Reason.ANEW:
            return _("more is known of it now")
        case Reason.PRIORITY:
            return _of_priority(value)
    return _of_owner(code) or _of_nobody(code, value)


def _of_priority(value: Any) -> str:
    if value == Conversation.Priority.URGENT:
        return _("given out before all else, as it is urgent")
    return _("given out before what is not urgent, as its priority is high")


def _of_owner(code: str) -> str:
    match code:
        case "owner_left" | "owner_may_not":
            return _("who had it answers no customers any more")
        case "owner_off":
            return _("who had it takes nothing now")
        case "owner_away":
            return _("who had it is away")
        case "owner_not_here":
            return _("who had it is not at the desk")
    return ""


def _of_nobody(code: str, n: Any) -> str:
    match code:
        case Refusal.CLOSED:
            return _("the shop is closed now")
        case Refusal.FULL:
            return ngettext(
                "%(n)d colleague has as much as they take", "%(n)d colleagues have as much as they take", n
            ) % {"n": n}
        case Refusal.NOT_HERE:
            return ngettext(
                "%(n)d colleague is not at the desk", "%(n)d colleagues are not at the desk", n
            ) % {"n": n}
        case Refusal.AWAY:
            return ngettext("%(n)d colleague is away", "%(n)d colleagues are away", n) % {"n": n}
        case Refusal.CHANNEL:
            return ngettext(
                "%(n)d colleague does not take this channel", "%(n)d colleagues do not take this channel", n
            ) % {"n": n}
        case Refusal.GAVE_BACK:
            return ngettext("%(n)d colleague put it back", "%(n)d colleagues put it back", n) % {"n": n}
        case Refusal.OFF:
            return ngettext("%(n)d colleague takes nothing now", "%(n)d colleagues take nothing now", n) % {
                "n": n
            }
    return ""


def refusal_in_words(why: str) -> str:
    """Return why a colleague does not get it, as it stands beside their name."""
    match why:
        case Refusal.OFF:
            return _("takes nothing now")
        case Refusal.AWAY:
            return _("away")
        case Refusal.GAVE_BACK:
            return _("put it back")
        case Refusal.CHANNEL:
            return _("does not take this channel")
        case Refusal.CLOSED:
            return _("the shop is closed now")
        case Refusal.NOT_HERE:
            return _("not at the desk")
        case Refusal.FULL:
            return _("has as much as they take")
    return ""
