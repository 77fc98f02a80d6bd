"""Answering apps: one request, one transaction, so that a secret is used once however often it comes at once."""

from __future__ import annotations

from saath.programs.oauth.asked import Answered, Asked
from saath.programs.oauth.server import give_tokens, take_back
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action


@action
def exchange_tokens(actor: Actor, *, asked: Asked) -> Answered:
    """Give an app tokens for a code or for a token that renews; what is refused is in the answer (RFC 6749, 5)."""
    return give_tokens(actor, asked)


@action
def take_token_back(actor: Actor, *, asked: Asked) -> Answered:
    """Take a token that an app gives back (RFC 7009)."""
    return take_back(actor, asked)
