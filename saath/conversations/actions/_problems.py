"""What all that is done to a problem has in common."""

from __future__ import annotations

from saath.conversations.models import Problem


def held_problem(problem: Problem) -> Problem:
    """Return the row as it is now, held until the transaction ends."""
    return Problem.objects.select_for_update().get(pk=problem.pk)
