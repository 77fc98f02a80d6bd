"""Where customers write: addresses of the shop, and mailboxes that are read where they are."""

from __future__ import annotations

from uuid import UUID

from ninja import Router

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.places import places
from saath.api.request import ApiRequest
from saath.api.shapes import Page
from saath.api.shapes.mail import (
    Beginning,
    ChangedMailbox,
    Looking,
    MailAddress,
    Mailbox,
    NewMailbox,
    TrustedServers,
    mail_address_shape,
    mailbox_shape,
)
from saath.api.writing import Single
from saath.channels.email.imap_facts import Security
from saath.conversations.actions.accounts import trust_server
from saath.mailboxes.actions import manage
from saath.mailboxes.queries import get_mailbox, mail_addresses, show_mailbox
from saath.mailboxes.queries import list_mailboxes as list_read
from saath.sending.queries import get_address

router = Router(tags=["mailboxes"])
READ, WRITE = "settings:read", "settings:write"
ADDRESS = Single(hold=get_address, show=lambda _request, held: mail_address_shape(held))
MAILBOX = Single(hold=show_mailbox, show=lambda _request, held: mailbox_shape(held))


def shown(request: ApiRequest, id: UUID) -> Mailbox:
    """Return a mailbox as it is now."""
    return mailbox_shape(show_mailbox(request.actor, id))


@reads(router, "/mail_addresses", Page[MailAddress], scope=READ)
def list_mail_addresses(request: ApiRequest) -> Page[MailAddress]:
    """List the addresses to which customers write."""
    found = mail_addresses(request.actor)
    return Page(items=[mail_address_shape(each) for each in found], next_cursor=None)


@reads(router, "/mail_addresses/{uuid:id}", MailAddress, scope=READ)
def get_mail_address(request: ApiRequest, id: UUID) -> MailAddress:
    """Get an address to which customers write."""
    return mail_address_shape(get_address(request.actor, id))


@writes(router, "POST", "/mail_addresses/{uuid:id}/trust", MailAddress, scope=WRITE, single=ADDRESS)
def trust_servers(request: ApiRequest, id: UUID, body: TrustedServers) -> MailAddress:
    """Believe what these mail servers found out about senders (RFC 8601)."""
    account = get_address(request.actor, id)
    with places({"authserv_ids": "trusts"}):
        trust_server(
            request.actor,
            account,
            authserv_ids=" ".join(body.trusts),
            is_behind_server=body.is_behind_server,
        )
    return get_mail_address(request, id)


@reads(router, "/mailboxes", Page[Mailbox], scope=READ)
def list_mailboxes(request: ApiRequest) -> Page[Mailbox]:
    """List the mailboxes that are read, in the order in which they were added."""
    return Page(items=[mailbox_shape(each) for each in list_read(request.actor)], next_cursor=None)


@reads(router, "/mailboxes/{uuid:id}", Mailbox, scope=READ)
def get_mailbox_of_shop(request: ApiRequest, id: UUID) -> Mailbox:
    """Get a mailbox."""
    return shown(request, id)


@writes(router, "POST", "/mailboxes", Mailbox, scope=WRITE, status=201)
def add_mailbox(request: ApiRequest, body: NewMailbox) -> Created:
    """Begin to read a mailbox.

    The first visit only counts; then it waits until somebody begins it, with the mails that are there or without.
    """
    made = manage.add_mailbox(
        request.actor,
        account=get_address(request.actor, body.account_id),
        host=body.host,
        port=body.port,
        security=Security(body.security),
        user=body.user,
        password=body.password,
        folders=body.folders,
        reads_sent=body.reads_sent,
    )
    return Created(shown(request, made.public_id), f"mailboxes/{made.public_id}")


@writes(router, "PATCH", "/mailboxes/{uuid:id}", Mailbox, scope=WRITE, single=MAILBOX)
def change_mailbox(request: ApiRequest, id: UUID, body: ChangedMailbox) -> Mailbox:
    """Read a mailbox elsewhere, with another password, or with what was answered from it."""
    actor, found = request.actor, get_mailbox(request.actor, id)
    if body.host or body.port or body.security:
        manage.change_place(
            actor,
            found,
            host=body.host or found.host,
            port=body.port or found.port,
            security=Security(body.security or found.security),
            password=body.password or "",
        )
    elif body.password:
        manage.change_password(actor, found, password=body.password)
    if body.reads_sent is not None:
        manage.read_sent(actor, found, wanted=body.reads_sent)
    return shown(request, id)


@writes(router, "POST", "/mailboxes/{uuid:id}/begin", Mailbox, scope=WRITE, single=MAILBOX)
def begin_mailbox(request: ApiRequest, id: UUID, body: Beginning) -> Mailbox:
    """Say after the first count what becomes of the mails that are there; new mail comes in from now on."""
    manage.choose_import(request.actor, get_mailbox(request.actor, id), since=body.since)
    return shown(request, id)


@writes(router, "POST", "/mailboxes/{uuid:id}/look_back", Mailbox, scope=WRITE, single=MAILBOX)
def look_back(request: ApiRequest, id: UUID, body: Looking) -> Mailbox:
    """Go through the mails since a day once more: what is missing is imported."""
    manage.scan_again(request.actor, get_mailbox(request.actor, id), since=body.since)
    return shown(request, id)


@writes(router, "POST", "/mailboxes/{uuid:id}/visit", Mailbox, scope=WRITE, single=MAILBOX)
def visit_mailbox(request: ApiRequest, id: UUID) -> Mailbox:
    """Visit a mailbox at once, whatever pause it has after trouble."""
    manage.try_again(request.actor, get_mailbox(request.actor, id))
    return shown(request, id)


@writes(router, "POST", "/mailboxes/{uuid:id}/pause", Mailbox, scope=WRITE, single=MAILBOX)
def pause_mailbox(request: ApiRequest, id: UUID) -> Mailbox:
    """Read a mailbox no more until it is resumed; nothing is missed."""
    manage.pause_mailbox(request.actor, get_mailbox(request.actor, id))
    return shown(request, id)


@writes(router, "POST", "/mailboxes/{uuid:id}/resume", Mailbox, scope=WRITE, single=MAILBOX)
def resume_mailbox(request: ApiRequest, id: UUID) -> Mailbox:
    """Read a mailbox again, from where reading stopped."""
    manage.resume_mailbox(request.actor, get_mailbox(request.actor, id))
    return shown(request, id)


@writes(router, "DELETE", "/mailboxes/{uuid:id}", scope=WRITE, single=MAILBOX)
def remove_mailbox(request: ApiRequest, id: UUID) -> None:
    """Forget a mailbox and what opens it; what came from it stays."""
    manage.remove_mailbox(request.actor, get_mailbox(request.actor, id))
