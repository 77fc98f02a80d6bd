"""One problem, many conversations: opening it, linking them, and calling it solved."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saath.conversations.actions._problems import count_linked, count_unlinked, held_problem
from saath.conversations.actions.triage import locked
from saath.conversations.actions.turns import save_turn
from saath.conversations.events import (
    CONVERSATION_LINKED,
    CONVERSATION_UNLINKED,
    PROBLEM_CHANGED,
    PROBLEM_OPENED,
    PROBLEM_SOLVED,
    PROBLEM_STOPPED,
)
from saath.conversations.models import Conversation, Problem
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict
from saath.core.text import storable
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

LONGEST_NAME = 120
State = Problem.State


@action
def open_problem(actor: Actor, *, name: str) -> Problem:
    """Open a problem that conversations can be linked to; raises `Forbidden`, `BadInput`."""
    actor.require("conversation.tag")
    problem = Problem.objects.create(name=_named(name), opened_by_id=actor.member_id)
    emit(actor, PROBLEM_OPENED, subject=problem)
    return problem


@action
def rename_problem(actor: Actor, problem: Problem, *, name: str) -> None:
    """Give a problem another name; raises `Forbidden`, `BadInput`."""
    actor.require("conversation.tag")
    Problem.objects.filter(pk=problem.pk).update(name=_named(name))
    emit(actor, PROBLEM_CHANGED, subject=problem, changed=["name"])


@action
def link_to_problem(actor: Actor, conversation: Conversation, *, problem: Problem | None) -> Problem | None:
    """Let a conversation belong to an open problem, or to none; return which it belonged to before.

    Raises `Forbidden`, `Conflict` where the problem is being answered or solved: its answer was written for others.
    """
    actor.require("conversation.tag")
    fresh = locked(conversation)
    before = Problem.objects.filter(pk=fresh.problem_id).first() if fresh.problem_id else None
    if before == problem:
        return before
    held = {each.pk: held_problem(each) for each in sorted(filter(None, (before, problem)), key=_key)}
    if problem is not None and held[problem.pk].state != State.OPEN:
        raise Conflict()
    fresh.problem = problem
    save_turn(fresh, "problem")
    if before is not None:
        count_unlinked(before.pk)
        emit(actor, CONVERSATION_UNLINKED, subject=fresh, refs={"problem": before}, changed=["problem"])
    if problem is not None:
        count_linked(problem.pk)
        emit(actor, CONVERSATION_LINKED, subject=fresh, refs={"problem": problem}, changed=["problem"])
    return before


@action
def solve_problem(actor: Actor, problem: Problem) -> None:
    """Call a problem solved: nothing more is linked to it. Its conversations stay as they are. Raises `Forbidden`."""
    actor.require("conversation.solve")
    if held_problem(problem).state == State.OPEN:
        _close(actor, problem)


@action
def finish_answering(actor: Actor, problem: Problem) -> None:
    """Call a problem solved whose answers have all left."""
    if held_problem(problem).state == State.ANSWERING:
        _close(actor, problem)


@action
def put_back(actor: Actor, problem: Problem) -> None:
    """Leave a problem unanswered whose writer works here no more."""
    if Problem.objects.filter(pk=problem.pk, state=State.ANSWERING).update(state=State.OPEN, answers_at=None):
        emit(actor, PROBLEM_STOPPED, subject=problem, changed=["state"])


@action
def reopen_problem(actor: Actor, problem: Problem) -> None:
    """Take up a problem that was called solved; raises `Forbidden`."""
    actor.require("conversation.solve")
    if Problem.objects.filter(pk=problem.pk, state=State.SOLVED).update(state=State.OPEN, solved_at=None):
        emit(actor, PROBLEM_CHANGED, subject=problem, changed=["state"])


def _close(actor: Actor, problem: Problem) -> None:
    Problem.objects.filter(pk=problem.pk).update(state=State.SOLVED, solved_at=now())
    emit(actor, PROBLEM_SOLVED, subject=problem, changed=["state"])


def _key(problem: Problem) -> int:
    """Return by what problems are held in one order: two who change two for each other must not wait for one another."""
    return problem.pk


def _named(name: str) -> str:
    found = " ".join(storable(name).split())
    if not found or len(found) > LONGEST_NAME:
        raise BadInput(_("A problem has a name of 1 to 120 characters."), field="name")
    return found
