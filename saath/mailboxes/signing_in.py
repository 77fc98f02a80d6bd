"""How a mailbox is opened: with its password, or with an access token that is renewed when it has run out."""

from __future__ import annotations

from django.conf import settings

from saath.channels.base import NeedsReauth, RetryLater
from saath.channels.email.imap_box import Box
from saath.channels.email.imap_line import ImapServer, ImapTrouble, Security, Trouble
from saath.channels.email.oauth import (
    PROVIDERS,
    Application,
    Tokens,
    renewed_tokens,
    tokens_for_code,
)
from saath.core.clock import now
from saath.core.secrets import SecretUnreadable
from saath.mailboxes.actions.reading import keep_tokens
from saath.mailboxes.keys import PendingConsent, open_secret
from saath.mailboxes.models import Mailbox
from saath.tenancy.actor import Actor

WAIT_FOR_READER_SECONDS = 30


def application_of(sign_in: str) -> Application | None:
    """Return who this installation is at a provider; None where it is not known there."""
    known = settings.MAIL_PROVIDERS.get(sign_in, ("", ""))
    return Application(*known) if all(known) else None


def open_box(actor: Actor, mailbox: Mailbox) -> Box:
    """Open the mailbox. Raises ImapTrouble."""
    secret = _secret(mailbox)
    if isinstance(secret, str):
        return Box.open(_server(mailbox, password=secret))
    had_good = isinstance(secret, Tokens) and secret.is_good(now())
    tokens = secret if isinstance(secret, Tokens) and had_good else _fresh(actor, mailbox, secret)
    try:
        return Box.open(_server(mailbox, access_token=tokens.access_token))
    except ImapTrouble as trouble:
        if trouble.kind is not Trouble.CONSENT or not had_good:
            raise
    # Taken back before its time: the next one tells whether the consent still stands.
    again = _fresh(actor, mailbox, tokens)
    return Box.open(_server(mailbox, access_token=again.access_token))


def access_token(actor: Actor, mailbox: Mailbox) -> str:
    """Return a token by which mail may be sent with the mailbox's sign-in. Raises NeedsReauth, RetryLater."""
    try:
        secret = _secret(mailbox)
        if isinstance(secret, PendingConsent):  # its one use is the reader's, which comes within a second
            raise RetryLater("the mailbox is just being signed in to", seconds=WAIT_FOR_READER_SECONDS)
        if isinstance(secret, str):
            raise NeedsReauth("the mailbox is opened by a password, not by signing in at its provider")
        tokens = secret if secret.is_good(now()) else _fresh(actor, mailbox, secret)
    except ImapTrouble as trouble:
        if trouble.kind is Trouble.PROVIDER:
            raise RetryLater(trouble.detail, seconds=WAIT_FOR_READER_SECONDS) from trouble
        raise NeedsReauth(trouble.detail) from trouble
    return tokens.access_token


def _secret(mailbox: Mailbox) -> str | PendingConsent | Tokens:
    try:
        secret = open_secret(mailbox)
    except SecretUnreadable as error:
        raise ImapTrouble(_missing(mailbox), "the key that opens it is missing") from error
    if secret is None:
        raise ImapTrouble(_missing(mailbox), "nobody has signed in yet")
    return secret


def _missing(mailbox: Mailbox) -> Trouble:
    return Trouble.PASSWORD if mailbox.sign_in == Mailbox.SignIn.PASSWORD else Trouble.CONSENT


def _fresh(actor: Actor, mailbox: Mailbox, secret: PendingConsent | Tokens) -> Tokens:
    application = application_of(mailbox.sign_in)
    if application is None:
        raise ImapTrouble(Trouble.PROVIDER, "this installation is not known at the provider")
    provider = PROVIDERS[mailbox.sign_in]
    try:
        if isinstance(secret, PendingConsent):
            tokens = tokens_for_code(
                provider,
                application,
                code=secret.code,
                verifier=secret.verifier,
                redirect_uri=secret.redirect_uri,
                at=now(),
            )
        else:
            tokens = renewed_tokens(provider, application, refresh_token=secret.refresh_token, at=now())
    except NeedsReauth as error:
        raise ImapTrouble(Trouble.CONSENT, str(error)) from error
    except RetryLater as error:
        raise ImapTrouble(Trouble.PROVIDER, error.reason) from error
    keep_tokens(actor, mailbox, tokens=tokens)
    return tokens


def _server(mailbox: Mailbox, *, password: str = "", access_token: str = "") -> ImapServer:
    return ImapServer(
        mailbox.host, mailbox.port, Security(mailbox.security), mailbox.user, password, access_token
    )
