"""What a visitor may say once their question is called solved."""

from __future__ import annotations

from dataclasses import dataclass

from saath.conversations.models import Conversation, Rating, Solution
from saath.conversations.solving.rules import is_link_over
from saath.core.clock import now
from saath.stores.calendar import settings_of
from saath.tenancy.scope import current_store_id


@dataclass(frozen=True, slots=True)
class After:
    """What solved a conversation, None while nothing does; whether its visitor is asked if it is sorted and how it was, and
    the stars that they gave.
    """

    solution: Solution | None = None
    asks_if_sorted: bool = False
    asks_rating: bool = False
    stars: int | None = None


def after_of(conversation: Conversation) -> After:
    """Return what may be said of a conversation; asks nothing of the database while it is not solved."""
    if conversation.state != Conversation.State.SOLVED:
        return After()
    standing = Solution.objects.filter(conversation=conversation, reopened_at=None, withdrawn_at=None)
    solution = standing.order_by("-id").first()
    if solution is None or is_link_over(solution.solved_at, now()):
        return After()
    rating = Rating.objects.filter(solution=solution).values_list("stars", flat=True).first()
    is_answered = conversation.first_answered_at is not None and not solution.is_quiet
    asks = is_answered and settings_of(current_store_id()).asks_if_sorted
    return After(solution, asks and solution.confirmed_at is None, asks and rating is None, rating)
