"""Reads of mailboxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from saath.conversations.models import ChannelAccount, IntakeItem
from saath.core.errors import NotFound
from saath.mailboxes.models import Mailbox, MailboxFolder
from saath.mailboxes.rules import PRESETS
from saath.tenancy.actor import Actor
from saath.tenancy.scope import every_store


@dataclass(frozen=True, slots=True)
class Due:
    """A mailbox that ought to be read now, and which change of it we know."""

    pk: int
    store_id: int
    version: int


@dataclass(frozen=True, slots=True)
class ShownMailbox:
    """A mailbox as its page shows it: with its folders, and how many of its mails were put aside."""

    mailbox: Mailbox
    folders: tuple[MailboxFolder, ...]
    put_aside: int

    @property
    def counts(self) -> dict[str, int]:
        """Return how many mails its folders held at the first count, by age in days."""
        total: dict[str, int] = {}
        for folder in self.folders:
            if folder.role == MailboxFolder.Role.INBOX:
                total = {age: total.get(age, 0) + n for age, n in folder.counts.items()}
        return total

    @property
    def back(self) -> tuple[int, int] | None:
        """Return how many older mails are read and how many there are; None where nobody looks back."""
        looking = [folder for folder in self.folders if folder.is_looking_back]
        if not looking:
            return None
        return sum(f.back_done for f in looking), sum(f.back_total for f in looking)


def due_mailboxes(at: datetime) -> Sequence[Due]:
    """Return the mailboxes of every store that ought to be read and are not in a pause."""
    with every_store("one process reads mailboxes of several stores"):
        rows = Mailbox.objects.exclude(state=Mailbox.State.PAUSED)
        rows = rows.filter(Q(try_at=None) | Q(try_at__lte=at)).order_by("pk")
        return [Due(*row) for row in rows.values_list("pk", "store_id", "version")]


def list_mailboxes(actor: Actor) -> Sequence[ShownMailbox]:
    """Return the store's mailboxes in the order in which they were added. Raises `Forbidden`."""
    actor.require("store.settings")
    rows = Mailbox.objects.select_related("account").prefetch_related("folders").order_by("pk")
    return [_shown(row) for row in rows]


def show_mailbox(actor: Actor, public_id: UUID | str) -> ShownMailbox:
    """Return one mailbox. Raises `Forbidden`, `NotFound`."""
    return _shown(get_mailbox(actor, public_id))


def get_mailbox(actor: Actor, public_id: UUID | str) -> Mailbox:
    """Return one mailbox of the store in scope. Raises `Forbidden`, `NotFound`."""
    actor.require("store.settings")
    found = Mailbox.objects.select_related("account").filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def believable_servers(actor: Actor) -> dict[int, str]:
    """Return by address (its id) the server whose word about senders can be had: that of a mailbox that is really read.

    Raises `Forbidden`.
    """
    actor.require("store.settings")
    ids = {preset.host: preset.authserv_id for preset in PRESETS if preset.authserv_id}
    read = Mailbox.objects.filter(host__in=ids).exclude(last_success_at=None)
    return {account: ids[host] for account, host in read.values_list("account_id", "host")}


def mail_addresses(actor: Actor) -> Sequence[ChannelAccount]:
    """Return the store's mail addresses. Raises `Forbidden`."""
    actor.require("store.settings")
    return list(ChannelAccount.objects.filter(channel="email", is_active=True).order_by("pk"))


def _shown(mailbox: Mailbox) -> ShownMailbox:
    folders = tuple(sorted(mailbox.folders.all(), key=lambda folder: (folder.role, folder.pk)))
    aside = Q(pk__in=[])
    for folder in folders:
        aside |= Q(delivery_key__startswith=folder.key_prefix)
    put_aside = IntakeItem.objects.filter(aside, state=IntakeItem.State.QUARANTINED).count()
    return ShownMailbox(mailbox, folders, put_aside)
