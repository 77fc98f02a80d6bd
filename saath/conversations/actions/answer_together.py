"""Answering all conversations of a problem at once, and keeping that back within a minute."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from saath.conversations.actions._problems import held_problem
from saath.conversations.actions._solving import check_resolution
from saath.conversations.events import PROBLEM_ANSWERING, PROBLEM_STOPPED
from saath.conversations.models import Problem
from saath.conversations.problems.jobs import answer_problem
from saath.conversations.problems.rules import Look
from saath.conversations.problems.words import words_by_language
from saath.core.clock import now
from saath.core.errors import Conflict
from saath.jobs import enqueue
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

STOPPABLE_FOR = timedelta(seconds=60)
State = Problem.State


@action
def answer_together(
    actor: Actor, problem: Problem, *, answer: Mapping[str, str], resolution: str, seen: Look
) -> Problem:
    """Answer all conversations of a problem in a minute, each in its language, and call them solved.

    `answer` has the words by language, the first of them for everybody whose language is not among them; `seen` is what
    the sender saw of whom it reaches: whoever wrote after that is left to a person. Raises `Forbidden`, `BadInput`, `Conflict`
    also where something was linked to it after that.
    """
    actor.require("problem.answer")
    check_resolution(resolution)
    fresh = held_problem(problem)
    if fresh.state != State.OPEN:
        raise Conflict()
    if fresh.link_count != seen.link_count:
        raise Conflict(
            _("More conversations belong to it by now."),
            what_is_safe=_("Nothing was sent."),
            what_to_do=_("Look once more whom it reaches, then send it."),
        )
    fresh.answer, fresh.resolution, fresh.answered_by_id = (
        words_by_language(answer),
        resolution,
        actor.member_id,
    )
    fresh.state, fresh.seen_id, fresh.answers_at = State.ANSWERING, seen.newest_id, now() + STOPPABLE_FOR
    fresh.save(update_fields=["answer", "resolution", "answered_by", "state", "seen_id", "answers_at"])
    enqueue(answer_problem, fresh.pk, 0, key=f"problem:{fresh.pk}", run_at=fresh.answers_at)
    emit(actor, PROBLEM_ANSWERING, subject=fresh, changed=["state"])
    return fresh


@action
def stop_answering(actor: Actor, problem: Problem) -> None:
    """Keep an answer to all back; raises `Forbidden`, `Conflict` once the first one leaves."""
    actor.require("problem.answer")
    fresh = held_problem(problem)
    if fresh.state != State.ANSWERING or fresh.answers_at is None or fresh.answers_at <= now():
        raise Conflict(
            _("The answers are on their way."),
            what_is_safe=_("Each was sent once."),
            what_to_do=_("Write to those whom something else must be told."),
        )
    fresh.state, fresh.answers_at = State.OPEN, None
    fresh.save(update_fields=["state", "answers_at"])
    emit(actor, PROBLEM_STOPPED, subject=fresh, changed=["state"])
