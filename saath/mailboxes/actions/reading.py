"""What whoever reads a mailbox writes down of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from saath.channels.email.imap_facts import FolderState, Head, ImapTrouble
from saath.channels.email.oauth import Tokens
from saath.conversations.actions.arrive import Provenance, accept_raw, quarantine_raw
from saath.conversations.models import IntakeItem
from saath.core.clock import now
from saath.core.faults import fault_point
from saath.files.storage import SavedBytes
from saath.mailboxes import rules
from saath.mailboxes.actions._rows import held, held_folder
from saath.mailboxes.events import (
    MAILBOX_COUNTED,
    MAILBOX_IMPORTED,
    MAILBOX_RECOVERED,
    MAILBOX_TROUBLED,
)
from saath.mailboxes.keys import seal_tokens
from saath.mailboxes.models import Mailbox, MailboxFolder
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

NOTED_EVERY = timedelta(minutes=2)
Role = MailboxFolder.Role


@action
def keep_tokens(actor: Actor, mailbox: Mailbox, *, tokens: Tokens) -> None:
    """Keep what the provider gave, unless a person has just signed in anew."""
    fresh = held(mailbox)
    if fresh.version == mailbox.version:
        fresh.secret = mailbox.secret = seal_tokens(tokens)
        fresh.save(update_fields=["secret"])


@action
def add_sent_folder(actor: Actor, mailbox: Mailbox, *, name: str) -> None:
    """Read this folder for answers that were sent from elsewhere."""
    held(mailbox).folders.get_or_create(name=name, defaults={"role": Role.SENT})


@action
def begin_folder(actor: Actor, folder: MailboxFolder, *, state: FolderState, counts: dict[str, int]) -> None:
    """Note where a folder stood when we came: what is in it is history, what comes is new."""
    fresh = held_folder(folder)
    fresh.uidvalidity, fresh.last_uid = state.uidvalidity, state.uidnext - 1
    fresh.counts, fresh.looked_at = counts, now()
    fresh.save()


@action
def note_counted(actor: Actor, mailbox: Mailbox) -> None:
    """Say that every folder is counted, so that a person can choose what becomes of the mails in them."""
    fresh = held(mailbox)
    if fresh.state == Mailbox.State.CONNECTING:
        fresh.state, fresh.known_from = Mailbox.State.CHOOSING, now()
        fresh.save(update_fields=["state", "known_from"])
        emit(actor, MAILBOX_COUNTED, subject=fresh)


@action
def renumber_folder(actor: Actor, folder: MailboxFolder, *, state: FolderState, known_from: datetime) -> None:
    """Begin anew in a folder whose mails have other numbers: go through all since we know it; the ledger knows repeats."""
    fresh = held_folder(folder)
    fresh.back_since = fresh.back_since or (known_from - rules.SLACK_OF_CLOCKS).date()
    fresh.renumbered_after = fresh.renumbered_after or fresh.looked_at
    fresh.uidvalidity, fresh.last_uid = state.uidvalidity, state.uidnext - 1
    fresh.back_uid, fresh.back_to = 0, state.uidnext - 1
    fresh.back_total = fresh.back_done = 0
    fresh.stuck_uid = fresh.stuck_count = 0
    fresh.save()


@action
def count_back(actor: Actor, folder: MailboxFolder, *, total: int) -> None:
    """Note how many mails there are to look back at."""
    fresh = held_folder(folder)
    fresh.back_total = total
    fresh.save(update_fields=["back_total"])


@action
def take_in(
    actor: Actor, folder: MailboxFolder, *, head: Head, raw: SavedBytes, is_back: bool, rule: str = ""
) -> None:
    """Enter one mail into the ledger and count it as read, in one transaction. With a `rule` it is put aside under it."""
    fresh = held_folder(folder)
    account, source, envelope = fresh.mailbox.account, _source(fresh), _envelope(fresh, head)
    provenance = _provenance(fresh, head, is_back=is_back)
    if rule:
        quarantine_raw(
            actor,
            account=account,
            source=source,
            raw=raw,
            envelope=envelope,
            provenance=provenance,
            rule=rule,
        )
    else:
        accept_raw(actor, account=account, source=source, raw=raw, envelope=envelope, provenance=provenance)
    _advance(fresh, head.uid, is_back=is_back)
    fault_point("mailbox_before_commit")


@action
def pass_over(actor: Actor, folder: MailboxFolder, *, uid: int, is_back: bool) -> None:
    """Count a mail as read that the ledger has already, or that is gone."""
    _advance(held_folder(folder), uid, is_back=is_back)


@action
def note_stuck(actor: Actor, folder: MailboxFolder, *, uid: int) -> None:
    """Note that the line broke at this mail."""
    fresh = held_folder(folder)
    fresh.stuck_count = fresh.stuck_count + 1 if fresh.stuck_uid == uid else 1
    fresh.stuck_uid = uid
    fresh.save(update_fields=["stuck_uid", "stuck_count"])


@action
def end_back(actor: Actor, folder: MailboxFolder) -> None:
    """Say that there is nothing older left to read."""
    fresh = held_folder(folder)
    was_asked_for = fresh.renumbered_after is None
    fresh.back_since = fresh.renumbered_after = None
    fresh.save(update_fields=["back_since", "renumbered_after"])
    if was_asked_for:
        emit(actor, MAILBOX_IMPORTED, subject=fresh.mailbox)


@action
def note_success(actor: Actor, mailbox: Mailbox) -> None:
    """Note a visit that went well, every other minute; after trouble at once."""
    fresh = held(mailbox)
    at = now()
    if not fresh.trouble and fresh.last_success_at and at - fresh.last_success_at < NOTED_EVERY:
        return
    had_trouble = bool(fresh.trouble)
    fresh.last_success_at, fresh.failures, fresh.try_at = at, 0, None
    fresh.trouble, fresh.trouble_detail, fresh.trouble_since = "", "", None
    fresh.save()
    fresh.folders.exclude(uidvalidity=None).update(looked_at=at)
    if had_trouble:
        emit(actor, MAILBOX_RECOVERED, subject=fresh)


@action
def note_trouble(actor: Actor, mailbox: Mailbox, *, trouble: ImapTrouble) -> None:
    """Note why a visit failed and stay away for a while, longer each time, unless a person has changed something since."""
    fresh = held(mailbox)
    if fresh.version != mailbox.version:
        return
    is_other = fresh.trouble != trouble.kind
    fresh.failures += 1
    fresh.try_at = now() + rules.pause_after(fresh.failures, trouble.kind)
    fresh.trouble, fresh.trouble_detail = trouble.kind, trouble.detail
    fresh.trouble_since = fresh.trouble_since or now()
    fresh.save()
    if is_other:
        emit(actor, MAILBOX_TROUBLED, subject=fresh)


def _provenance(folder: MailboxFolder, head: Head, *, is_back: bool) -> Provenance:
    history = rules.is_history(
        head.arrived_at,
        known_from=folder.mailbox.known_from or now(),
        is_back=is_back,
        renumbered_after=folder.renumbered_after,
    )
    arrived_at = min(head.arrived_at, now())
    return Provenance(folder.delivery_key(head.uid), arrived_at=arrived_at, is_imported=history)


def _source(folder: MailboxFolder) -> str:
    return IntakeItem.Source.SENT_COPY if folder.role == Role.SENT else IntakeItem.Source.IMAP


def _envelope(folder: MailboxFolder, head: Head) -> dict[str, object]:
    return {"mailbox": folder.mailbox.user, "folder": folder.name, "uid": head.uid, "octets": head.size}


def _advance(folder: MailboxFolder, uid: int, *, is_back: bool) -> None:
    if is_back:
        folder.back_uid = max(folder.back_uid, uid)
        folder.back_done += 1
    else:
        folder.last_uid = max(folder.last_uid, uid)
    folder.stuck_uid = folder.stuck_count = 0
    folder.save(update_fields=["back_uid", "back_done", "last_uid", "stuck_uid", "stuck_count"])
