"""Problems: what is going wrong for many, and one answer to all of them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field, StringConstraints

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.routes.conversations import CONVERSATION, READ, WRITE, held, shown
from saath.api.shapes import Input, Page, Paging, Shape
from saath.api.shapes.conversations import Conversation, Resolution, conversation_shape
from saath.conversations.actions.answer_together import answer_together, stop_answering
from saath.conversations.actions.problems import link_to_problem
from saath.conversations.actions.problems import open_problem as begin
from saath.conversations.actions.problems import rename_problem as rename
from saath.conversations.actions.problems import reopen_problem as reopen
from saath.conversations.actions.problems import solve_problem as solve
from saath.conversations.models import Problem as Row
from saath.conversations.problems.rules import Look
from saath.conversations.problems.words import words_by_language
from saath.conversations.queries.problems import cases_of, list_problems, look_at, reached_by
from saath.conversations.queries.problems import get_problem as find
from saath.conversations.queries.whole import list_whole_conversations
from saath.core.errors import BadInput
from saath.core.paging import open_cursor, seal_cursor

router = Router(tags=["problems"])
Name = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Words = dict[Literal["en", "hi", "gu"], Annotated[str, StringConstraints(max_length=20_000)]]


class Problem(Shape):
    """One cause of many conversations."""

    id: UUID
    name: str
    state: Literal["open", "answering", "solved"]
    conversation_count: int
    answer: dict[str, str] = Field(description="What all of them were answered, by language")
    answers_at: datetime | None
    solved_at: datetime | None
    created_at: datetime


class Reached(Shape):
    """How many get an answer who write a language, and in which language they get it."""

    language: str
    worded_in: str
    count: int


class Checked(Shape):
    """Whom an answer would reach now; `seen` is sent along with it."""

    reached: list[Reached]
    seen: str


class Naming(Input):
    """What it is called."""

    name: Name


class Linking(Input):
    """To which open problem; null is none."""

    problem_id: UUID | None


class Checking(Input):
    """An answer by language."""

    answer: Words = Field(min_length=1)


class Answering(Checking):
    """An answer by language, what it solves them with, and what its sender saw of whom it reaches."""

    resolution: Resolution = "answer"
    seen: str = Field(max_length=2000)


@reads(router, "/problems", Page[Problem], scope=READ)
def list_all_problems(request: ApiRequest) -> Page[Problem]:
    """List the problems that are not solved, newest first, then the last that were."""
    found = list_problems(request.actor)
    return Page(items=[_shape(each) for each in (*found.unsolved, *found.solved)], next_cursor=None)


@writes(router, "POST", "/problems", Problem, scope=WRITE, status=201)
def open_problem(request: ApiRequest, body: Naming) -> Created:
    """Open a problem, to which conversations can be linked."""
    made = _shown(request, begin(request.actor, name=body.name).public_id)
    return Created(made, f"problems/{made.id}")


@reads(router, "/problems/{uuid:id}", Problem, scope=READ)
def get_problem(request: ApiRequest, id: UUID) -> Problem:
    """Get a problem."""
    return _shown(request, id)


@writes(router, "PATCH", "/problems/{uuid:id}", Problem, scope=WRITE)
def rename_problem(request: ApiRequest, id: UUID, body: Naming) -> Problem:
    """Give a problem another name."""
    rename(request.actor, find(request.actor, id), name=body.name)
    return _shown(request, id)


@reads(router, "/problems/{uuid:id}/conversations", Page[Conversation], scope=READ)
def list_conversations_of_problem(request: ApiRequest, id: UUID, asked: Query[Paging]) -> Page[Conversation]:
    """List the conversations of a problem, newest first."""
    page = cases_of(request.actor, find(request.actor, id), cursor=asked.cursor, limit=asked.limit)
    rows = list_whole_conversations(request.actor, [each.pk for each in page.rows])
    return Page(items=[conversation_shape(each) for each in rows], next_cursor=page.next_cursor or None)


@writes(router, "POST", "/conversations/{uuid:id}/link", Conversation, scope=WRITE, single=CONVERSATION)
def link_conversation(request: ApiRequest, id: UUID, body: Linking) -> Conversation:
    """Let a conversation belong to an open problem, or to none."""
    conversation = held(request, id)
    problem = find(request.actor, body.problem_id) if body.problem_id else None
    link_to_problem(request.actor, conversation, problem=problem)
    return shown(request, conversation.public_id)


@writes(router, "POST", "/problems/{uuid:id}/check", Checked, scope=WRITE)
def check_answer(request: ApiRequest, id: UUID, body: Checking) -> Checked:
    """See whom an answer to all would reach now, and in which language."""
    problem = find(request.actor, id)
    request.actor.require("problem.answer")
    words = words_by_language({str(code): text for code, text in body.answer.items()})
    look = look_at(request.actor, problem)
    reached = reached_by(request.actor, problem, words)
    return Checked(
        reached=[Reached(language=e.language, worded_in=e.worded_in, count=e.count) for e in reached],
        seen=seal_cursor(_looking(problem), [look.newest_id, look.link_count]),
    )


@writes(router, "POST", "/problems/{uuid:id}/answer", Problem, scope=WRITE)
def answer_problem(request: ApiRequest, id: UUID, body: Answering) -> Problem:
    """Answer all conversations of a problem in a minute, each in its language, and solve them.

    Whoever wrote after what `seen` names is left to a person. `seen` comes from `check`.
    """
    problem = find(request.actor, id)
    request.actor.require("problem.answer")
    answer_together(
        request.actor,
        problem,
        answer={str(code): text for code, text in body.answer.items()},
        resolution=body.resolution,
        seen=_seen(problem, body.seen),
    )
    return _shown(request, id)


@writes(router, "POST", "/problems/{uuid:id}/stop", Problem, scope=WRITE)
def stop_answering_problem(request: ApiRequest, id: UUID) -> Problem:
    """Keep an answer to all back, until the first one leaves."""
    stop_answering(request.actor, find(request.actor, id))
    return _shown(request, id)


@writes(router, "POST", "/problems/{uuid:id}/solve", Problem, scope=WRITE)
def solve_problem(request: ApiRequest, id: UUID) -> Problem:
    """Call a problem solved, without a word to anybody."""
    solve(request.actor, find(request.actor, id))
    return _shown(request, id)


@writes(router, "POST", "/problems/{uuid:id}/reopen", Problem, scope=WRITE)
def reopen_problem(request: ApiRequest, id: UUID) -> Problem:
    """Take a problem up again that was called solved."""
    reopen(request.actor, find(request.actor, id))
    return _shown(request, id)


def _shown(request: ApiRequest, public_id: UUID) -> Problem:
    return _shape(find(request.actor, public_id))


def _shape(row: Row) -> Problem:
    return Problem(
        id=row.public_id,
        name=row.name,
        state=row.state,  # type: ignore[arg-type]  # a choice of the model
        conversation_count=row.conversation_count,
        answer=row.answer,
        answers_at=row.answers_at,
        solved_at=row.solved_at,
        created_at=row.created_at,
    )


def _looking(problem: Row) -> str:
    return f"problem:{problem.public_id}"


def _seen(problem: Row, seen: str) -> Look:
    try:
        return Look(*open_cursor(seen, _looking(problem)))
    except BadInput as refused:
        raise BadInput(_("Look once more whom it reaches, then send it."), field="seen") from refused
