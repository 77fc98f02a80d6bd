"""What a person does with a mailbox."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from saath.channels.email.imap_facts import Security
from saath.conversations.models import ChannelAccount
from saath.core.errors import BadInput, Conflict
from saath.core.ids import new_public_id
from saath.mailboxes.actions._rows import held, save_anew
from saath.mailboxes.events import (
    MAILBOX_ADDED,
    MAILBOX_CHANGED,
    MAILBOX_CHOSEN,
    MAILBOX_PAUSED,
    MAILBOX_REMOVED,
    MAILBOX_RESUMED,
)
from saath.mailboxes.keys import PendingConsent, seal_consent, seal_password
from saath.mailboxes.models import Mailbox, MailboxFolder
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

SignIn = Mailbox.SignIn
State = Mailbox.State
Role = MailboxFolder.Role
INBOX = "INBOX"
# No server has this UIDVALIDITY (RFC 9051, 9: nz-number): whatever it says, it numbers anew.
NO_NUMBERS = 0


@action
def add_mailbox(
    actor: Actor,
    *,
    account: ChannelAccount,
    host: str,
    port: int,
    security: Security,
    user: str,
    sign_in: str = SignIn.PASSWORD,
    password: str = "",
    folders: Sequence[str] = (INBOX,),
    reads_sent: bool = False,
) -> Mailbox:
    """Begin to read a mailbox for an address of the store. The first visit only counts; then a person chooses.

    Raises `Forbidden`, `BadInput`, `Conflict` for a mailbox that is there already.
    """
    actor.require("store.settings")
    _check_place(host, port)
    if Mailbox.objects.filter(host=host.lower(), user=user).exists():
        raise Conflict(_("This mailbox is in the list already."), what_to_do=_("Change it there."))
    mailbox = Mailbox.objects.create(
        account=account,
        host=host.lower(),
        port=port,
        security=security,
        user=user,
        sign_in=sign_in,
        secret=seal_password(password) if password else "",
        reads_sent=reads_sent,
    )
    for name in dict.fromkeys(folders or (INBOX,)):
        MailboxFolder.objects.create(mailbox=mailbox, role=Role.INBOX, name=name)
    emit(actor, MAILBOX_ADDED, subject=mailbox)
    return mailbox


@action
def change_password(actor: Actor, mailbox: Mailbox, *, password: str) -> None:
    """Sign in with another password from now on. Raises `Forbidden`, `BadInput`."""
    actor.require("store.settings")
    if not password:
        raise BadInput(_("A password is missing."), field="password")
    fresh = held(mailbox)
    fresh.secret = seal_password(password)
    save_anew(fresh, "secret")
    emit(actor, MAILBOX_CHANGED, subject=fresh, changed=["secret"])


@action
def change_place(
    actor: Actor, mailbox: Mailbox, *, host: str, port: int, security: Security, password: str = ""
) -> None:
    """Read the mailbox at another server, or at another port, from now on. Another server is told no stored password.

    Raises `Forbidden`, `BadInput` (also where a new server comes without a password), `Conflict`.
    """
    actor.require("store.settings")
    host = host.lower()
    _check_place(host, port)
    fresh = held(mailbox)
    if fresh.sign_in != SignIn.PASSWORD:
        raise BadInput(_("This mailbox is read where one signs in at its provider."), field="host")
    if host != fresh.host:
        _move(fresh, host, password)
    if password:
        fresh.secret = seal_password(password)
    fresh.port, fresh.security = port, security
    save_anew(fresh, "host", "port", "security", "secret", "state", "known_from", "last_success_at")
    emit(actor, MAILBOX_CHANGED, subject=fresh, changed=["host", "port", "security"])


def _move(mailbox: Mailbox, host: str, password: str) -> None:
    """Go to another server, whose numbers of mails have nothing to do with those that we know."""
    if not password:
        raise BadInput(_("Another server needs the password anew."), field="password")
    if Mailbox.objects.filter(host=host, user=mailbox.user).exclude(pk=mailbox.pk).exists():
        raise Conflict(_("This mailbox is in the list already."), what_to_do=_("Change it there."))
    mailbox.host, mailbox.last_success_at = host, None
    if not mailbox.has_chosen:
        mailbox.known_from = None
        mailbox.state = State.PAUSED if mailbox.state == State.PAUSED else State.CONNECTING
    for folder in mailbox.folders.select_for_update().exclude(uidvalidity=None):
        folder.public_id, folder.uidvalidity = new_public_id(), NO_NUMBERS if mailbox.has_chosen else None
        folder.save(update_fields=["public_id", "uidvalidity"])


@action
def keep_consent(actor: Actor, mailbox: Mailbox, *, consent: PendingConsent) -> None:
    """Keep what the owner brought back from the provider; the next visit changes it for tokens. Raises `Forbidden`."""
    actor.require("store.settings")
    fresh = held(mailbox)
    fresh.secret = seal_consent(consent)
    save_anew(fresh, "secret")
    emit(actor, MAILBOX_CHANGED, subject=fresh, changed=["secret"])


@action
def choose_import(actor: Actor, mailbox: Mailbox, *, since: date | None) -> None:
    """Say after the first count what becomes of the mails that are there: import those since a date, or none.

    So with our own answers, where those from elsewhere count. New mail is read from now on.

    Raises `Forbidden`, `Conflict` where the choice was made.
    """
    actor.require("store.settings")
    fresh = held(mailbox)
    if fresh.state != State.CHOOSING:
        raise Conflict(_("This was chosen already."))
    fresh.state, fresh.has_chosen = State.WATCHING, True
    if since is not None:
        _look_back(fresh, since)
    save_anew(fresh, "state", "has_chosen")
    emit(actor, MAILBOX_CHOSEN, subject=fresh)


@action
def scan_again(actor: Actor, mailbox: Mailbox, *, since: date) -> None:
    """Go through the mails since a date once more: what is known is passed over, what is missing is imported.

    Raises `Forbidden`, `Conflict` before the first choice.
    """
    actor.require("store.settings")
    fresh = held(mailbox)
    if not fresh.has_chosen:
        raise Conflict(_("Saath has not counted this mailbox yet."))
    _look_back(fresh, since)
    save_anew(fresh)
    emit(actor, MAILBOX_CHANGED, subject=fresh, changed=["back_since"])


@action
def read_sent(actor: Actor, mailbox: Mailbox, *, wanted: bool) -> None:
    """Count answers that are sent from elsewhere, or no longer. Raises `Forbidden`."""
    actor.require("store.settings")
    fresh = held(mailbox)
    fresh.reads_sent = wanted
    save_anew(fresh, "reads_sent")
    if not wanted:
        fresh.folders.filter(role=Role.SENT).delete()
    emit(actor, MAILBOX_CHANGED, subject=fresh, changed=["reads_sent"])


@action
def try_again(actor: Actor, mailbox: Mailbox) -> None:
    """Visit the mailbox at once, whatever pause it has. Raises `Forbidden`."""
    actor.require("store.settings")
    save_anew(held(mailbox))


@action
def pause_mailbox(actor: Actor, mailbox: Mailbox) -> None:
    """Read the mailbox no more until it is resumed; nothing is missed. Raises `Forbidden`."""
    actor.require("store.settings")
    fresh = held(mailbox)
    fresh.state = State.PAUSED
    save_anew(fresh, "state")
    emit(actor, MAILBOX_PAUSED, subject=fresh)


@action
def resume_mailbox(actor: Actor, mailbox: Mailbox) -> None:
    """Read the mailbox again, from where reading stopped. Raises `Forbidden`, `Conflict`."""
    actor.require("store.settings")
    fresh = held(mailbox)
    if fresh.state != State.PAUSED:
        raise Conflict(_("This mailbox is being read."))
    fresh.state = _state_of(fresh)
    save_anew(fresh, "state")
    emit(actor, MAILBOX_RESUMED, subject=fresh)


@action
def remove_mailbox(actor: Actor, mailbox: Mailbox) -> None:
    """Forget a mailbox and what opens it. What came from it stays, and so does the mailbox itself. Raises `Forbidden`."""
    actor.require("store.settings")
    fresh = held(mailbox)
    emit(actor, MAILBOX_REMOVED, subject=fresh)
    fresh.delete()


def _check_place(host: str, port: int) -> None:
    if not host or any(sign.isspace() or sign in "/@:" for sign in host):
        raise BadInput(_("Write the name of the server only, such as imap.example.com."), field="host")
    if not 0 < port < 65536:
        raise BadInput(_("A port is a number up to 65535."), field="port")


def _look_back(mailbox: Mailbox, since: date) -> None:
    for folder in mailbox.folders.select_for_update():
        folder.back_since, folder.back_uid, folder.back_to = since, 0, folder.last_uid
        folder.back_total = folder.back_done = 0
        folder.renumbered_after = None
        folder.save()


def _state_of(mailbox: Mailbox) -> str:
    if mailbox.has_chosen:
        return State.WATCHING
    return State.CONNECTING if mailbox.known_from is None else State.CHOOSING
