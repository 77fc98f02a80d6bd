"""What the store in scope knows of spam, read once a change and process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from saath.channels.base import InboundMessage, SpamSigns
from saath.conversations.models import Message, SenderRule, SpamMemory
from saath.conversations.spam.learner import MIDDLE, Learner
from saath.conversations.spam.suspicion import SenderRules, Suspicion, is_wanted, suspicion
from saath.conversations.spam.words import slots_of
from saath.tenancy.models import Store
from saath.tenancy.prepared import Prepared
from saath.tenancy.scope import current_store_id

KEPT_STORES = 64
MOST_RULES = 5_000
NO_SIGNS = SpamSigns()

VERSION: Prepared[tuple[UUID, int]] = Prepared(
    lambda: SpamMemory.objects.values_list("store__public_id", "version")
)


@dataclass(frozen=True, slots=True)
class Known:
    """Sender rules, learner, and the key by which this store's words become numbers."""

    rules: SenderRules
    learner: Learner
    key: bytes


def known() -> Known | None:
    """Return what the store knows, None where it was told nothing yet; one statement while nothing changes."""
    found = VERSION.first()
    return _known(*found) if found is not None else None


@lru_cache(maxsize=KEPT_STORES)
def _known(store: UUID, version: int) -> Known:
    memory = SpamMemory.objects.get()
    rules = dict(SenderRule.objects.order_by("-id").values_list("key", "kind")[:MOST_RULES])
    return Known(SenderRules(rules), learner_of(memory), store.bytes)


def held_memory() -> SpamMemory:
    """Return what the store in scope knows of spam, held until the transaction ends."""
    memory = SpamMemory.objects.select_for_update().first()
    return memory or SpamMemory.objects.create()


def learner_of(memory: SpamMemory) -> Learner:
    """Return the learner as it is remembered."""
    return Learner.read(bytes(memory.counts), spam_mails=memory.spam_mails, wanted_mails=memory.wanted_mails)


def key_of_store() -> bytes:
    """Return the key that makes one store's numbers mean nothing to another."""
    return Store.objects.values_list("public_id", flat=True).get(pk=current_store_id()).bytes


def is_welcome(message: InboundMessage, told: Known | None) -> bool:
    """Tell whether the store wants what the sender of a mail writes, be it a machine. `told` is what `known()` returned."""
    signs = NO_SIGNS if message.is_automatic else message.spam
    return told is not None and is_wanted(sender=message.sender.identity_key, rules=told.rules, signs=signs)


def suspicion_of(message: InboundMessage, told: Known | None) -> Suspicion:
    """Return whether a mail may be spam; a machine's words are not judged, only its address.

    `told` is what `known()` returned.
    """
    sender = message.sender.identity_key
    if message.is_automatic:
        rules = told.rules if told else SenderRules()
        return suspicion(sender=sender, rules=rules, signs=NO_SIGNS, likeness=MIDDLE)
    if told is None:
        return suspicion(sender=sender, rules=SenderRules(), signs=message.spam, likeness=MIDDLE)
    slots = slots_of(
        key=told.key,
        sender=sender,
        subject=message.subject,
        text=message.visible_text,
        has_files=bool(message.attachments),
    )
    return suspicion(
        sender=sender, rules=told.rules, signs=message.spam, likeness=told.learner.likeness(slots)
    )


def slots_of_message(message: Message, key: bytes) -> frozenset[int]:
    """Return the slots of a mail that was filed: the same ones as when it came."""
    return slots_of(
        key=key,
        sender=message.identity.key if message.identity else "",
        subject=message.subject,
        text=message.text,
        has_files=message.has_attachments,
    )
