"""The chats that wait for the colleague who has them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from saath.conversations.models import Conversation
from saath.stores.models import Member
from saath.tenancy.given import Given, GivenNumbers
from saath.tenancy.prepared import Prepared

MOST_LOOKED_AT = 300
Row = tuple[int, int | None, datetime | None]
Owned = tuple[int, int, datetime]

ACCOUNT = Given("account")
BEGUN_HERE: Prepared[Row] = Prepared(
    lambda: (
        Conversation.objects.filter(account_id=ACCOUNT, last_account=None, state=Conversation.State.OPEN)
        .filter(assignee__isnull=False, waiting_since__isnull=False)
        .order_by("last_message_at")
        .values_list("pk", "assignee_id", "waiting_since")[:MOST_LOOKED_AT]
    )
)
GONE_ON_HERE: Prepared[Row] = Prepared(
    lambda: (
        Conversation.objects.filter(
            last_account__isnull=False, last_account_id=ACCOUNT, state=Conversation.State.OPEN
        )
        .filter(assignee__isnull=False, waiting_since__isnull=False)
        .order_by("last_message_at")
        .values_list("pk", "assignee_id", "waiting_since")[:MOST_LOOKED_AT]
    )
)
OWNERS: Prepared[Member] = Prepared(lambda: Member.objects.filter(pk__any_of=GivenNumbers("members")))


def owned_and_waiting(account_id: int) -> list[Owned]:
    """Return conversation, owner and since when it waits, of each; two statements."""
    rows = [*BEGUN_HERE.rows(account=account_id), *GONE_ON_HERE.rows(account=account_id)]
    return [(pk, owner, since) for pk, owner, since in rows if owner is not None and since is not None]


def owners(members: Collection[int]) -> dict[int, Member]:
    """Return these members by their ids, those who have left the shop too."""
    return {each.pk: each for each in OWNERS.rows(members=sorted(members))}
