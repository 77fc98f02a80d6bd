"""Folding uses into the figures of their replies: the only writer of those."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q

from saath.conversations.models import Conversation, Delivery, Message
from saath.core.clock import now
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.writing.models import SavedReply, SavedUse
from saath.writing.rules import COUNTED_AFTER, AfterUse, is_settled, outcome_of

COUNTS = ("sent", "unedited", "judged", "solved")


@dataclass(slots=True)
class Delta:
    """By how much the figures of one reply change."""

    sent: int = 0
    unedited: int = 0
    judged: int = 0
    solved: int = 0

    def judge(self, outcome: str, sign: int) -> None:
        """Add an outcome, or take it back."""
        self.judged += sign * bool(outcome)
        self.solved += sign * (outcome == SavedUse.Outcome.SOLVED)


@action
def fold_uses(actor: Actor, *, after_id: int, limit: int) -> int | None:
    """Fold one batch of uses that are not settled, oldest first; return where the next begins, None at the end.

    A use counts from a quarter of an hour on, when its answer is no longer held back.
    """
    actor.require("store.settings")
    at = now()
    uses = _unsettled(after_id, limit, at)
    deltas: dict[int, Delta] = defaultdict(Delta)
    for use in uses:
        _fold(use, deltas[use.reply_id], at)
    SavedUse.objects.bulk_update(uses, ["is_counted", "outcome", "settled_at"])
    for reply_id, delta in sorted(deltas.items()):
        _add(reply_id, delta)
    return uses[-1].pk if len(uses) == limit else None


def _unsettled(after_id: int, limit: int, at: datetime) -> list[SavedUse]:
    later = Message.objects.filter(
        conversation=OuterRef("conversation"), direction=Message.Direction.OUT, is_automatic=False
    ).filter(Q(id__gt=OuterRef("message")) | Q(created_at__gt=OuterRef("created_at")))
    held = Delivery.objects.filter(message=OuterRef("message"), state=Delivery.State.HELD)
    due = SavedUse.objects.filter(settled_at=None, id__gt=after_id, created_at__lt=at - COUNTED_AFTER)
    due = due.exclude(Exists(held)).select_related("conversation")
    return list(
        due.annotate(is_answered_again=Exists(later.exclude(id=OuterRef("message")))).order_by("id")[:limit]
    )


def _fold(use: SavedUse, delta: Delta, at: datetime) -> None:
    stands_solved = use.conversation.state == Conversation.State.SOLVED
    after = AfterUse(
        use.created_at,
        use.conversation.solved_at if stands_solved else None,
        use.is_answered_again,  # type: ignore[attr-defined]  # annotated
    )
    if not use.is_counted:
        delta.sent += 1
        delta.unedited += use.is_unedited
    delta.judge(use.outcome, -1)
    use.is_counted, use.outcome = True, outcome_of(after)
    delta.judge(use.outcome, +1)
    use.settled_at = at if is_settled(after, now=at) else None


def _add(reply_id: int, delta: Delta) -> None:
    changes = {name: F(name) + getattr(delta, name) for name in COUNTS if getattr(delta, name)}
    if changes:
        SavedReply.objects.filter(pk=reply_id).update(**changes)
