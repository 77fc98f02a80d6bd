"""What all that is done to a problem has in common."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from saath.conversations.models import Conversation, Problem


def held_problem(problem: Problem) -> Problem:
    """Return the row as it is now, held until the transaction ends. A conversation is held before its problems."""
    return Problem.objects.select_for_update().get(pk=problem.pk)


def count_linked(problem_id: int) -> None:
    """Count one more conversation of a problem."""
    counted = {"conversation_count": F("conversation_count") + 1, "link_count": F("link_count") + 1}
    Problem.objects.filter(pk=problem_id).update(**counted)


def count_unlinked(problem_id: int) -> None:
    """Count one conversation of a problem less."""
    Problem.objects.filter(pk=problem_id).update(conversation_count=F("conversation_count") - 1)


def bring_problem(source: Conversation, target: Conversation) -> dict[str, Any]:
    """Let the problem of a conversation be that of another, unless that has one; return what was done. The caller saves both."""
    found = source.problem_id
    if found is None:
        return {}
    is_new = target.problem_id is None
    if is_new:
        target.problem_id = found
    else:
        count_unlinked(found)
    source.problem_id = None
    return {"id": found, "is_new": is_new}


def give_back_problem(brought: dict[str, Any], *, source: Conversation, target: Conversation) -> None:
    """Let a conversation belong to its problem again, and the other no more where it came with it. The caller saves both."""
    found = brought.get("id")
    if found is None:
        return
    if not Problem.objects.filter(pk=found).exclude(state=Problem.State.ANSWERING).exists():
        return
    if brought["is_new"] and target.problem_id == found:
        target.problem_id = None
    else:
        count_linked(found)
    source.problem_id = found
