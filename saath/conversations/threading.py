"""Which conversation a message continues: the candidates, gathered for `rules.thread_of`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, UUIDField

from saath.channels.base import InboundMessage
from saath.conversations import rules
from saath.conversations.mentions import LONGEST_CHAIN, chain_of, conversations_of_chain
from saath.conversations.models import ChannelAccount, Conversation, Message, Move
from saath.conversations.parties import parties_from, takes_part
from saath.customers.models import Identity
from saath.tenancy.given import Given
from saath.tenancy.prepared import Prepared

HELD = Prepared(
    lambda: (
        Conversation.objects.select_for_update(of=("self",))
        .select_related("customer", "identity")
        .filter(pk=Given("id"))
    )
)
WROTE: Prepared[int] = Prepared(
    lambda: Message.objects.filter(
        conversation_id=Given("conversation"), identity_id=Given("identity")
    ).values_list("pk", flat=True)[:1]
)
# What a token names: where it was merged into, and whether something was split off it.
NAMED: Prepared[tuple[int, int | None, bool]] = Prepared(
    lambda: (
        Conversation.objects.filter(public_id=Given("public_id", UUIDField()))
        .annotate(
            was_split=Exists(Move.objects.filter(source=OuterRef("pk"), kind=Move.Kind.SPLIT, undone_at=None))
        )
        .values_list("pk", "merged_into_id", "was_split")
    )
)


def conversation_of(
    account: ChannelAccount, identity: Identity | None, inbound: InboundMessage, *, now: datetime
) -> Conversation | None:
    """Return the conversation that `inbound` continues, held until the transaction ends, or None for a new one.

    `identity` is None where nobody knows the sender, as with machines: then a token alone finds it.
    """
    found = rules.thread_of(
        by_token=_by_token(identity, inbound),
        by_chain=_by_chain(identity, inbound),
        by_subject=_by_subject(identity, inbound),
        subject=inbound.subject,
        is_sender_proved=inbound.is_sender_proved,
        now=now,
    )
    held = None if found is None else HELD.first(id=found)
    return HELD.first(id=held.merged_into_id) if held is not None and held.merged_into_id else held


def conversations_of_history(identity: Identity | None, inbound: InboundMessage, *, key: str) -> list[int]:
    """Return every conversation that a mail of old has its place in, by what it refers to and by what refers to it."""
    found = conversations_of_chain(chain_of(inbound), own_key=key)
    return [conversation_id for conversation_id in found if _has_part(conversation_id, identity)]


def _by_token(identity: Identity | None, inbound: InboundMessage) -> int | None:
    """Return the first conversation that a token opens for this sender.

    A token is its recipient's: with a forwarded mail goes its reply address, and whoever got it has no part in the
    conversation. A machine is let in: it opens nothing, and tells that somebody is away.
    """
    for token in inbound.thread_tokens[:LONGEST_CHAIN]:
        found = NAMED.first(public_id=token.conversation)
        if found is None:
            continue
        pk, merged_into, was_split = found
        pk = _split_off(pk, inbound) if was_split else merged_into or pk
        if token.is_senders or inbound.is_automatic or _has_part(pk, identity):
            return pk
    return None


def _split_off(conversation_id: int, inbound: InboundMessage) -> int:
    """Return where the mail that is answered has gone, out of a conversation that was split."""
    moves = Move.objects.filter(source=conversation_id, kind=Move.Kind.SPLIT, undone_at=None)
    parts = set(moves.values_list("target_id", flat=True))
    chain = conversations_of_chain(chain_of(inbound))
    newest = next(iter(chain), conversation_id)
    return newest if newest in parts else conversation_id


def _wrote(conversation_id: int, identity: Identity | None) -> bool:
    return identity is not None and bool(WROTE.rows(conversation=conversation_id, identity=identity.pk))


def _has_part(conversation_id: int, identity: Identity | None) -> bool:
    """Tell whether somebody wrote in a conversation, or was written to in it."""
    if identity is None or _wrote(conversation_id, identity):
        return identity is not None
    answered = Message.objects.filter(conversation=OuterRef("pk"), goes_to=identity)
    found = Conversation.objects.filter(pk=conversation_id).annotate(was_answered=Exists(answered))
    stored, was_answered = found.values_list("parties", "was_answered").first() or ((), False)
    return was_answered or takes_part(parties_from(stored), identity.key)


def _by_chain(identity: Identity | None, inbound: InboundMessage) -> Iterator[rules.Candidate]:
    """Yield the conversations of the chain, the newest reference first."""
    chain = chain_of(inbound)
    for conversation_id in conversations_of_chain(chain) if chain else ():
        yield rules.Candidate(conversation_id, _has_part(conversation_id, identity))


def _by_subject(identity: Identity | None, inbound: InboundMessage) -> list[rules.SubjectCandidate]:
    if identity is None or not inbound.is_sender_proved:
        return []
    latest = Conversation.objects.filter(identity=identity).order_by("-last_message_at")[:20]
    return [rules.SubjectCandidate(*row) for row in latest.values_list("pk", "subject", "last_message_at")]
