"""What a form asks for to be done to many conversations, and what became of it in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saath.conversations.actions.snooze import UNTIL_THEY_WRITE
from saath.conversations.actions.sweeps import ALREADY, BATCH, DONE, GONE, REFUSED
from saath.conversations.filters import narrowing_of
from saath.conversations.models import Conversation, Sweep
from saath.conversations.queries.narrowed import list_ids
from saath.conversations.queries.sweeps import named_ids
from saath.conversations.queues import Queue
from saath.core.errors import BadInput
from saath.core.figures import figure
from saath.desk.moments import moment_of
from saath.desk.request import StaffRequest
from saath.stores.models import Member
from saath.stores.queries import get_colleague

SAID = {
    "assign": gettext_lazy("%(n)s given to %(name)s"),
    "unassign": gettext_lazy("%(n)s back in the queue"),
    "tag": gettext_lazy("%(n)s tagged “%(name)s”"),
    "untag": gettext_lazy("“%(name)s” taken off %(n)s"),
    "prioritize": gettext_lazy("%(n)s are now “%(name)s”"),
    "snooze": gettext_lazy("%(n)s snoozed"),
    "solve": gettext_lazy("%(n)s solved"),
    "close": gettext_lazy("%(n)s solved without asking the customer"),
    "reopen": gettext_lazy("%(n)s taken up again"),
    "spam": gettext_lazy("%(n)s put into spam"),
    "wanted": gettext_lazy("%(n)s taken out of spam"),
    "macro": gettext_lazy("Done with %(n)s"),
}
LEFT = {
    "waits": gettext_lazy("left out, waiting for an answer: %(n)s"),
    "closed": gettext_lazy("left out, closed: %(n)s"),
    "owes": gettext_lazy("left out, an update is promised: %(n)s"),
    "missing": gettext_lazy("left out, something needed is not known: %(n)s"),
    "items": gettext_lazy("left out, something needed is not done: %(n)s"),
    "held": gettext_lazy("left out, somebody has them: %(n)s"),
    ALREADY: gettext_lazy("were so already: %(n)s"),
    GONE: gettext_lazy("not there any more: %(n)s"),
    "forbidden": gettext_lazy("not allowed to you: %(n)s"),
    REFUSED: gettext_lazy("not possible: %(n)s"),
}
RESTORED, CHANGED = gettext_lazy("%(n)s back as they were"), gettext_lazy("changed since, and stay: %(n)s")


def chosen_ids(request: StaffRequest, queue: Queue, sent: QueryDict) -> list[int]:
    """Return what a form has chosen: all of the list that it stands in, up to 1,000, or each by itself; raises `BadInput`."""
    if sent.get("all"):
        narrowing = narrowing_of(request.actor, QueryDict(sent.get("query", "")).dict())
        return list_ids(request.actor, queue, narrowing, zone=request.store.zone)
    try:
        return named_ids(request.actor, {UUID(each) for each in sent.getlist("c")})
    except ValueError:
        raise BadInput(field="c") from None


def asked_of(request: StaffRequest, *, total: int) -> tuple[str, dict[str, Any]]:
    """Return the deed that a form asks for and its values; raises `BadInput`, `NotFound`.

    More than a page are solved without asking their customers: nothing is sent to many at once.
    """
    key, _colon, value = request.POST.get("do", "").partition(":")
    match key:
        case "assign" | "unowned":
            return "assign", {"to": get_colleague(request.actor, value).pk if value else None}
        case "hand":
            words = {name: request.POST.get(name, "") for name in ("reason", "words", "summary")}
            return "assign", {"to": get_colleague(request.actor, value).pk, "is_handed": True, **words}
        case "tag" | "untag":
            return key, {"name": request.POST.get("tag", "")}
        case "prioritize":
            return key, {"priority": value}
        case "snooze":
            return key, {"until": _until(request, value)}
        case "solve":
            return key, {"resolution": value, "is_quiet": total > BATCH}
        case "close":
            return "solve", {"resolution": Conversation.Resolution.OTHER, "is_quiet": True}
        case "macro":
            return key, {"saved": value}
    return key, {}


def said_of(sweep: Sweep) -> str:
    """Return what became of a sweep, or of its undo, in one line: what was done, and what was left out and why."""
    if sweep.undo_asked_at is not None:
        said = [(RESTORED, sweep.figures.get("restored", 0)), (CHANGED, sweep.figures.get("changed", 0))]
        return " · ".join(str(words) % {"n": figure(n)} for words, n in said if n) or _(
            "Nothing was changed."
        )
    done = sweep.figures.get(DONE, 0)
    said = [(words, sweep.figures.get(why, 0)) for why, words in LEFT.items()]
    left = [str(words) % {"n": figure(n)} for words, n in said if n]
    return " · ".join([str(SAID[_kind(sweep)]) % {"n": figure(done), "name": _name(sweep.values)}, *left])


def _kind(sweep: Sweep) -> str:
    if sweep.deed == "assign" and sweep.values.get("to") is None:
        return "unassign"
    return "close" if sweep.values.get("is_quiet") else sweep.deed


def _name(values: Mapping[str, Any]) -> str:
    """Return the name that the line of a deed names: of a colleague or a tag."""
    if values.get("to"):
        return Member.objects.filter(pk=values["to"]).values_list("display_name", flat=True).first() or ""
    if "priority" in values:
        return str(Conversation.Priority(values["priority"]).label)
    return str(values.get("name", ""))


def _until(request: StaffRequest, value: str) -> Any:
    if value == "written":
        return UNTIL_THEY_WRITE
    return moment_of(request, value or request.POST.get("at", ""), field="at")
