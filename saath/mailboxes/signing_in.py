"""How a mailbox is opened: with its password, or with an access token that is renewed when it has run out."""

from __future__ import annotations

from saath.channels.email.imap_box import Box
from saath.channels.email.imap_facts import ImapServer, ImapTrouble, Security, Trouble
from saath.channels.email.oauth import Tokens
from saath.core.clock import now
from saath.mailboxes.models import Mailbox
from saath.mailboxes.tokens import fresh_tokens, secret_of
from saath.tenancy.actor import Actor


def open_box(actor: Actor, mailbox: Mailbox) -> Box:
    """Open the mailbox. Raises ImapTrouble."""
    secret = secret_of(mailbox)
    if isinstance(secret, str):
        return Box.open(_server(mailbox, password=secret))
    had_good = isinstance(secret, Tokens) and secret.is_good(now())
    tokens = secret if isinstance(secret, Tokens) and had_good else fresh_tokens(actor, mailbox, secret)
    try:
        return Box.open(_server(mailbox, access_token=tokens.access_token))
    except ImapTrouble as trouble:
        if trouble.kind is not Trouble.CONSENT or not had_good:
            raise
    # Taken back before its time: the next one tells whether the consent still stands.
    again = fresh_tokens(actor, mailbox, tokens)
    return Box.open(_server(mailbox, access_token=again.access_token))


def _server(mailbox: Mailbox, *, password: str = "", access_token: str = "") -> ImapServer:
    return ImapServer(
        mailbox.host, mailbox.port, Security(mailbox.security), mailbox.user, password, access_token
    )
