"""Durable work of answering all conversations of a problem; safe to repeat."""

from __future__ import annotations

from django_tasks import task

from saath.conversations.problems import leaving
from saath.jobs import enqueue


@task()
def answer_problem(problem_id: int, after_id: int) -> None:
    """Answer one batch of a problem's conversations, and queue the next."""
    last = leaving.answer_batch(problem_id, after_id=after_id)
    if last is not None:
        enqueue(answer_problem, problem_id, last)
