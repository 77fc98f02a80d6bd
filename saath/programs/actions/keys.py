"""Idempotency keys: a request that comes twice is done once and answered twice.

    with write_transaction():
        kept = hold_key(actor, caller=grant.public_id, key=key, fingerprint=fingerprint)
        if kept is None:
            …                                             # the action itself
            keep_answer(actor, caller=grant.public_id, key=key, answer=answer)

In one transaction the effect and its answer stand or fall together, and a repeat that comes meanwhile waits and gets the
first answer. What cannot be one transaction holds the key by itself first: a repeat is then refused while it runs, and
whoever fails calls `release_key`. (draft-ietf-httpapi-idempotency-key-header-07)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.core.errors import BadInput, Conflict
from saath.core.secrets import decrypt, encrypt
from saath.programs.models import KeptAnswer
from saath.programs.models.kept_answer import KEPT_FOR, LONGEST_KEY, SEALED
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_unless_there
from saath.tenancy.transactions import action

# Longer than any request runs: a key that a dead process held is free again then.
HELD_FOR = timedelta(minutes=5)


class StillRunning(Conflict):
    """The first request under this key has not ended."""

    message = _("The same request is still being worked on.")
    what_is_safe = _("It is done once, however often you ask.")
    what_to_do = _("Ask again in a few seconds with the same key.")


class KeyUsedOtherwise(BadInput):
    """The key came with another request before."""

    message = _("This Idempotency-Key came with another request before.")
    what_is_safe = _("What the first request did stands; this one did nothing.")
    what_to_do = _("Send a new key with each new request.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program was answered: a status of HTTP, the headers that matter, the body as text.

    The body of one that `tells_secret` lies encrypted.
    """

    status: int
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)
    tells_secret: bool = False


@action
def hold_key(actor: Actor, *, caller: UUID, key: str, fingerprint: str) -> Answer | None:
    """Take a key for a request of a caller, or return the answer that the same request had within 24 hours.

    Raises StillRunning, KeyUsedOtherwise, BadInput (no key, or one of more than 255 characters).
    """
    if not 1 <= len(key) <= LONGEST_KEY or not key.isprintable():
        raise BadInput(_("An Idempotency-Key has 1 to 255 characters."))
    if insert_unless_there(KeptAnswer(caller=caller, key=key, fingerprint=fingerprint)):
        return None
    held = KeptAnswer.objects.select_for_update().get(caller=caller, key=key)
    if _is_free(held):
        KeptAnswer.objects.filter(pk=held.pk).update(
            fingerprint=fingerprint, status=0, headers={}, body="", created_at=now()
        )
        return None
    if held.fingerprint != fingerprint:
        raise KeyUsedOtherwise
    if not held.status:
        raise StillRunning
    if SEALED not in held.headers:
        return Answer(held.status, held.body, held.headers)
    headers = {name: value for name, value in held.headers.items() if name != SEALED}
    return Answer(held.status, decrypt(held.body).reveal(), headers, tells_secret=True)


@action
def keep_answer(actor: Actor, *, caller: UUID, key: str, answer: Answer) -> None:
    """Keep the answer of a request that holds its key."""
    headers, body = dict(answer.headers), answer.body
    if answer.tells_secret:
        headers[SEALED], body = "1", encrypt(body)
    KeptAnswer.objects.filter(caller=caller, key=key, status=0).update(
        status=answer.status, headers=headers, body=body
    )


@action
def release_key(actor: Actor, *, caller: UUID, key: str) -> None:
    """Let a key go whose request did nothing: the next one is worked on anew."""
    KeptAnswer.objects.filter(caller=caller, key=key, status=0).delete()


def _is_free(held: KeptAnswer) -> bool:
    age = now() - held.created_at
    return age >= KEPT_FOR or (not held.status and age >= HELD_FOR)
