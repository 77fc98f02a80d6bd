"""What is done some time after a conversation was solved. Each is safe to repeat."""

from __future__ import annotations

from django_tasks import task

from saath.conversations.actions.ask_if_sorted import ask_if_sorted, fall_silent
from saath.conversations.models import Solution
from saath.conversations.solving.rules import ASK_AFTER, SILENT_AFTER
from saath.jobs import enqueue
from saath.tenancy.actor import Actor


@task()
def look_after_solution(event_id: int) -> None:
    """React to what was solved: ask the customer soon unless its answer did, and look again when they had a week."""
    solution = Solution.objects.filter(event_id=event_id).first()
    if solution is None:
        return
    if solution.asked_at is None:
        enqueue(ask_after_a_while, solution.pk, run_at=solution.solved_at + ASK_AFTER)
    enqueue(take_for_silent, solution.pk, run_at=solution.solved_at + SILENT_AFTER)


@task()
def ask_after_a_while(solution_id: int) -> None:
    """Ask whether it is sorted."""
    solution = Solution.objects.select_related("conversation").filter(pk=solution_id).first()
    if solution is not None:
        ask_if_sorted(Actor.system("question whether it is sorted"), solution)


@task()
def take_for_silent(solution_id: int) -> None:
    """Say of a solution that nobody said anything to it."""
    solution = Solution.objects.select_related("conversation").filter(pk=solution_id).first()
    if solution is not None:
        fall_silent(Actor.system("a week has passed"), solution)
