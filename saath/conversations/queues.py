"""The queues of the desk, named by whose turn it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saath.conversations.models import Conversation
from saath.tenancy.given import Given

COUNT_LIMIT = 1000
READER = Given("reader")
State = Conversation.State


@dataclass(frozen=True, slots=True)
class Queue:
    """A list of conversations: what is in it (for the member who is the `READER`), in which order, and
    whether its size is shown."""

    key: str
    name: Promise | str
    icon: str
    rows: Callable[[], QuerySet[Conversation]]
    by_due: bool
    is_counted: bool = True

    @property
    def order(self) -> tuple[str, str]:
        """Return the order: time left to the promise, or newest first."""
        return ("due_at", "id") if self.by_due else ("-last_message_at", "-id")


QUEUES: dict[str, Queue] = {
    queue.key: queue
    for queue in (
        Queue("now", _("Answer now"), "inbox", lambda: Conversation.objects.filter(state=State.OPEN), True),
        Queue(
            "mine",
            _("Mine"),
            "user",
            lambda: Conversation.objects.filter(state=State.OPEN, assignee_id=READER),
            True,
        ),
        Queue(
            "customer",
            _("With the customer"),
            "clock",
            lambda: Conversation.objects.filter(state=State.PENDING),
            False,
        ),
        Queue(
            "solved",
            _("Solved"),
            "check",
            lambda: Conversation.objects.filter(state=State.SOLVED),
            False,
            False,
        ),
        Queue(
            "spam",
            _("Spam"),
            "close",
            lambda: Conversation.objects.filter(state=State.SPAM),
            False,
            False,
        ),
    )
}
