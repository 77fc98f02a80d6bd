"""How somebody proves that a grievance is theirs: the code that the form showed, or a link that went to their address."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from saath.channels import form
from saath.core.clock import now
from saath.core.errors import NotFound
from saath.core.references import normalise_reference
from saath.core.tokens import BadToken, ExpiredToken, make_token, open_id, read_token, seal_id
from saath.promises.models import Grievance
from saath.stores.links import shopper_origin
from saath.tenancy.scope import current_store_id

SHOPPERS = "config.urls.shopper"
WORD_LINK, ASKED_LINK, SENT = "grievance word", "grievance status", "grievance sent"
# As long as the word of a grievance is of use: its month, and as long again to look at what was decided.
WORD_LINK_LASTS = timedelta(days=62)
ASKED_LINK_LASTS = timedelta(days=1)
SENT_LASTS = timedelta(hours=1)
CODE_LETTERS = 12


def page_address() -> str:
    """Return the address of the page for grievances of the shop in scope."""
    return shopper_origin(current_store_id()) + reverse("portal:grievance", urlconf=SHOPPERS)


def word_link(grievance: Grievance) -> str:
    """Return the link of the word that acknowledges a grievance; the row knows until when it is good."""
    page = reverse(
        "portal:grievance_linked", args=[seal_id(WORD_LINK, grievance.public_id)], urlconf=SHOPPERS
    )
    return shopper_origin(current_store_id()) + page


def asked_link(grievance: Grievance) -> str:
    """Return a link that is good for a day, for who asked how it stands."""
    token = make_token(ASKED_LINK, str(grievance.public_id), lasts=ASKED_LINK_LASTS)
    page = reverse("portal:grievance_linked", args=[token], urlconf=SHOPPERS)
    return shopper_origin(current_store_id()) + page


def grievance_of_link(token: str) -> Grievance:
    """Return what a link is about. Raises `BadToken`, `ExpiredToken`, `NotFound` for another shop's."""
    try:
        public_id = UUID(read_token(ASKED_LINK, token))
    except ExpiredToken:
        raise
    except BadToken:
        return _of_word(token)
    return _named(public_id)


def sent_token(grievance: Grievance) -> str:
    """Return what names a form that was just sent, for its own sender's browser."""
    return make_token(SENT, str(grievance.public_id), lasts=SENT_LASTS)


def grievance_just_sent(token: str) -> Grievance:
    """Return what was just sent. Raises `BadToken`, `ExpiredToken`, `NotFound`."""
    return _named(UUID(read_token(SENT, token)))


def code_of(grievance: Grievance) -> str:
    """Return the code that the form shows once to who sent it; it follows from our key and is kept nowhere."""
    return _grouped(next(_codes(grievance)))


def is_code_of(grievance: Grievance | None, said: str) -> bool:
    """Tell whether somebody has the code; of no grievance it takes as long to say no."""
    compact = "".join(said.split()).replace("-", "").casefold()[:64]
    known = list(_codes(grievance or Grievance()))
    matches = [constant_time_compare(compact, code) for code in known]
    return grievance is not None and any(matches)


def is_read_here(grievance: Grievance) -> bool:
    """Tell whether there is no address that would prove more than the code: they left a telephone number."""
    conversation = grievance.conversation
    return conversation is not None and conversation.identity.namespace == form.NAMESPACE


def find_by_reference(said: str) -> Grievance | None:
    """Return the grievance that a reference names in the shop in scope, None where there is none."""
    reference = normalise_reference(said[:40])
    if reference is None:
        return None
    return (
        Grievance.objects.select_related("conversation__identity", "joined")
        .filter(reference=reference)
        .first()
    )


def is_word_link_over(grievance: Grievance, at: datetime) -> bool:
    """Tell whether the link of a grievance's word is too old."""
    return at >= grievance.created_at + WORD_LINK_LASTS


def _of_word(token: str) -> Grievance:
    grievance = _named(open_id(WORD_LINK, token))
    if is_word_link_over(grievance, now()):
        raise ExpiredToken()
    return grievance


def _named(public_id: UUID) -> Grievance:
    found = Grievance.objects.select_related("conversation__identity", "joined").filter(public_id=public_id)
    grievance = found.first()
    if grievance is None:
        raise NotFound()
    return grievance


def _codes(grievance: Grievance) -> Iterator[str]:
    """Yield the code by each of our keys, the newest first, so that a key may be changed without shutting anybody out."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        secret = hashlib.sha256(b"saath.grievance code " + _octets(key)).digest()
        signed = hmac.digest(secret, grievance.public_id.bytes, hashlib.sha256)
        yield base64.b32encode(signed).decode("ascii").lower()[:CODE_LETTERS]


def _grouped(code: str) -> str:
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def _octets(key: str | bytes) -> bytes:
    return key if isinstance(key, bytes) else key.encode()
