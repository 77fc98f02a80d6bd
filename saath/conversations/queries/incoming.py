"""What a shop decided about mail that comes in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from saath.conversations.models import ChannelAccount, SenderRule, SpamMemory
from saath.conversations.spam.learner import LEAST_LESSONS
from saath.core.errors import NotFound
from saath.core.paging import Page, page_of
from saath.tenancy.actor import Actor

PAGE = 100


@dataclass(frozen=True, slots=True)
class IncomingMail:
    """Mail addresses with whom they believe, a page of sender rules, and how much the learner was taught."""

    accounts: Sequence[ChannelAccount]
    rules: Page[SenderRule]
    spam_mails: int
    wanted_mails: int

    @property
    def is_learned(self) -> bool:
        """Whether the learner was taught enough to judge."""
        return min(self.spam_mails, self.wanted_mails) >= LEAST_LESSONS


def incoming_mail(actor: Actor, *, cursor: str = "", limit: int = PAGE) -> IncomingMail:
    """Return what the settings page shows, in three statements; raises `Forbidden`, `BadInput` for a foreign cursor."""
    actor.require("store.settings")
    accounts = ChannelAccount.objects.filter(channel="email", is_active=True).order_by("pk")
    memory = SpamMemory.objects.defer("counts").first() or SpamMemory()
    rules = page_of(SenderRule.objects.all(), cursor=cursor, limit=limit, order=("-id",))
    return IncomingMail(list(accounts), rules, memory.spam_mails, memory.wanted_mails)


def get_account(actor: Actor, public_id: UUID) -> ChannelAccount:
    """Return one address of the store; raises `Forbidden`, `NotFound`."""
    actor.require("store.settings")
    found = ChannelAccount.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found


def get_sender_rule(actor: Actor, public_id: UUID) -> SenderRule:
    """Return one rule of the store; raises `Forbidden`, `NotFound`."""
    actor.require("store.settings")
    found = SenderRule.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found
