"""Rows of mailboxes, held for a change."""

from __future__ import annotations

from saath.core.errors import NotFound
from saath.mailboxes.models import Mailbox, MailboxFolder


def held(mailbox: Mailbox) -> Mailbox:
    """Return the mailbox as it is now, locked until the transaction ends. Raises NotFound where it was removed."""
    fresh = (
        Mailbox.objects.select_for_update(of=("self",))
        .select_related("account")
        .filter(pk=mailbox.pk)
        .first()
    )
    if fresh is None:
        raise NotFound
    return fresh


def held_folder(folder: MailboxFolder) -> MailboxFolder:
    """Return the folder as it is now, locked until the transaction ends. Raises NotFound where its mailbox was removed."""
    fresh = (
        MailboxFolder.objects.select_for_update(of=("self",))
        .select_related("mailbox__account")
        .filter(pk=folder.pk)
        .first()
    )
    if fresh is None:
        raise NotFound
    return fresh


def save_anew(mailbox: Mailbox, *fields: str) -> None:
    """Save a person's change, so that whoever reads the mailbox begins anew at once."""
    mailbox.version += 1
    mailbox.failures, mailbox.try_at = 0, None
    mailbox.trouble, mailbox.trouble_detail, mailbox.trouble_since = "", "", None
    quiet = ("version", "failures", "try_at", "trouble", "trouble_detail", "trouble_since")
    mailbox.save(update_fields=[*fields, *quiet])
