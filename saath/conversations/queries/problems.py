"""Reading problems and the conversations that are cases of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max

from saath.conversations.models import Conversation, Message, Problem
from saath.conversations.problems.rules import ANSWERABLE, Look
from saath.conversations.problems.words import wording_of
from saath.conversations.queries.conversations import visible_conversations
from saath.core.errors import NotFound
from saath.core.paging import Page, page_of
from saath.tenancy.actor import Actor

# Open problems of a shop, and cases of one on a page.
MOST_OPEN, PAGE, SHOWN_SOLVED = 100, 50, 20


@dataclass(frozen=True, slots=True)
class Problems:
    """Those that are not solved, newest first, and some that are."""

    unsolved: Sequence[Problem]
    solved: Sequence[Problem]


@dataclass(frozen=True, slots=True)
class Reached:
    """How many get an answer who write a language, and in which language they get it."""

    language: str
    worded_in: str
    count: int


def list_problems(actor: Actor) -> Problems:
    """Return the problems of the store; raises `Forbidden`."""
    actor.require("conversation.read")
    solved = Problem.objects.filter(state=Problem.State.SOLVED).order_by("-solved_at", "-id")
    return Problems(unsolved_problems(actor), list(solved[:SHOWN_SOLVED]))


def unsolved_problems(actor: Actor) -> Sequence[Problem]:
    """Return the problems that conversations can be linked to, newest first; raises `Forbidden`."""
    actor.require("conversation.read")
    return list(Problem.objects.exclude(state=Problem.State.SOLVED).order_by("-id")[:MOST_OPEN])


def get_problem(actor: Actor, public_id: UUID) -> Problem:
    """Return a problem of the store; raises `Forbidden`, `NotFound`."""
    actor.require("conversation.read")
    found = Problem.objects.select_related("opened_by", "answered_by").filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def cases_of(actor: Actor, problem: Problem, *, cursor: str = "", limit: int = PAGE) -> Page[Conversation]:
    """Return a page of its conversations, newest first; raises `Forbidden`, `BadInput` for a foreign cursor."""
    cases = (
        visible_conversations(actor).filter(problem=problem).select_related("identity__customer", "assignee")
    )
    return page_of(cases, cursor=cursor, limit=limit)


def reached_by(actor: Actor, problem: Problem, answer: Mapping[str, str]) -> list[Reached]:
    """Return whom an answer to all would reach now, by language; raises `Forbidden`."""
    cases = visible_conversations(actor).filter(problem=problem, state__in=ANSWERABLE)
    counts = cases.values_list("language").annotate(n=Count("pk")).order_by("-n", "language")
    return [Reached(code, wording_of(answer, code).language, n) for code, n in counts]


def look_at(actor: Actor, problem: Problem) -> Look:
    """Return what there is of a problem to see. Ask before whom it reaches: what comes in between counts as not seen.

    Raises `Forbidden`.
    """
    actor.require("conversation.read")
    link_count = Problem.objects.values_list("link_count", flat=True).get(pk=problem.pk)
    said = Message.objects.filter(conversation__problem=problem).aggregate(newest=Max("pk"))
    return Look(said["newest"] or 0, link_count)
