"""Tokens that open a mailbox or send with its sign-in, renewed when they have run out."""

from __future__ import annotations

from saath.channels.base import NeedsReauth, RetryLater
from saath.channels.email.imap_facts import ImapTrouble, Trouble
from saath.channels.email.oauth import PROVIDERS, Tokens
from saath.core.clock import now
from saath.core.secrets import SecretUnreadable
from saath.mailboxes.actions.reading import keep_tokens
from saath.mailboxes.keys import PendingConsent, open_secret
from saath.mailboxes.models import Mailbox
from saath.mailboxes.providers import application_of
from saath.tenancy.actor import Actor

WAIT_FOR_READER_SECONDS = 30


def access_token(actor: Actor, mailbox: Mailbox) -> str:
    """Return a token by which mail may be sent with the mailbox's sign-in. Raises NeedsReauth, RetryLater."""
    try:
        secret = secret_of(mailbox)
        if isinstance(secret, PendingConsent):  # its one use is the reader's, which comes within a second
            raise RetryLater("the mailbox is just being signed in to", seconds=WAIT_FOR_READER_SECONDS)
        if isinstance(secret, str):
            raise NeedsReauth("the mailbox is opened by a password, not by signing in at its provider")
        tokens = secret if secret.is_good(now()) else fresh_tokens(actor, mailbox, secret)
    except ImapTrouble as trouble:
        if trouble.kind is Trouble.PROVIDER:
            raise RetryLater(trouble.detail, seconds=WAIT_FOR_READER_SECONDS) from trouble
        raise NeedsReauth(trouble.detail) from trouble
    return tokens.access_token


def secret_of(mailbox: Mailbox) -> str | PendingConsent | Tokens:
    """Return what opens a mailbox. Raises ImapTrouble."""
    try:
        secret = open_secret(mailbox)
    except SecretUnreadable as error:
        raise ImapTrouble(_missing(mailbox), "the key that opens it is missing") from error
    if secret is None:
        raise ImapTrouble(_missing(mailbox), "nobody has signed in yet")
    return secret


def _missing(mailbox: Mailbox) -> Trouble:
    return Trouble.PASSWORD if mailbox.sign_in == Mailbox.SignIn.PASSWORD else Trouble.CONSENT


def fresh_tokens(actor: Actor, mailbox: Mailbox, secret: PendingConsent | Tokens) -> Tokens:
    """Return new tokens, kept for the next time. Raises ImapTrouble."""
    from saath.channels.email.oauth_tokens import renewed_tokens, tokens_for_code  # here, as it brings httpx

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
