"""The answer to all conversations of a problem, once nobody can stop it any more."""

from __future__ import annotations

from uuid import UUID

import structlog

from saath.conversations.actions.problems import finish_answering, put_back
from saath.conversations.actions.reply import reply
from saath.conversations.models import Conversation, Message, Problem
from saath.conversations.problems.rules import ANSWERABLE
from saath.conversations.problems.words import wording_of
from saath.core.clock import now
from saath.core.errors import SaathError
from saath.stores.models import Member
from saath.stores.queries import actor_of
from saath.tenancy.actor import Actor

BATCH = 50
CLOCK = Actor.system("all have their answer")
log = structlog.get_logger(__name__)


def answer_batch(problem_id: int, *, after_id: int) -> int | None:
    """Answer some conversations behind the one with this key; return the last key, None when nothing is left to do."""
    found = Problem.objects.select_related("answered_by").filter(pk=problem_id, state=Problem.State.ANSWERING)
    problem = found.first()
    if problem is None or problem.answers_at is None or problem.answers_at > now():
        return None
    writer = problem.answered_by
    if writer is None or not writer.is_active:
        put_back(CLOCK, problem)
        return None
    cases = Conversation.objects.filter(problem=problem, state__in=ANSWERABLE, pk__gt=after_id)
    batch = list(cases.order_by("pk")[:BATCH])
    for conversation in batch:
        _answer(problem, writer, conversation)
    if len(batch) == BATCH:
        return batch[-1].pk
    finish_answering(CLOCK, problem)
    return None


def _answer(problem: Problem, writer: Member, conversation: Conversation) -> None:
    """Answer one of them in its language and call it solved; one that refuses, or is all new, stays for a person."""
    seen = _seen(problem, conversation)
    if seen is None:
        return
    try:
        reply(
            actor_of(writer),
            conversation,
            text=wording_of(problem.answer, conversation.language).text,
            client_key=f"{problem.public_id.hex}-{conversation.pk}",
            solve=True,
            resolution=problem.resolution,
            seen=seen,
            is_drafted=False,
        )
    except SaathError as refused:
        log.info("answer to all left out", conversation=conversation.pk, reason=type(refused).__name__)


def _seen(problem: Problem, conversation: Conversation) -> UUID | None:
    """Return the newest message that the sender can have seen: whoever wrote after it gets no answer that ignores it."""
    said = Message.objects.filter(conversation=conversation, pk__lte=problem.seen_id)
    return said.order_by("-id").values_list("public_id", flat=True).first()
