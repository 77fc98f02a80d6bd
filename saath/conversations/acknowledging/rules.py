"""Whether a machine may say a word at once to whoever wrote. Pure: facts and the time come in (RFC 3834, 2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from saath.channels.base import InboundMessage
from saath.channels.email.tokens import without_token
from saath.core.mail_addresses import BadAddress, canonical_key

# The same address gets one acknowledgement in this time, whatever it opens.
PAUSE = timedelta(hours=12)
# Whoever never hears from a person is no person either: after so many a colleague has to write first.
MOST_WITHOUT_A_PERSON = 3
# Over a whole store: a shop whose customers write more has other worries, and a flood is stopped.
MOST_AN_HOUR = 120
HOUR = timedelta(hours=1)
# Of all kinds together, what machines of a store write to one person within a day.
MOST_A_DAY = 3
DAY = timedelta(days=1)
# "We have your message" of what lay elsewhere for longer would only puzzle.
FRESH = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class AlreadySaid:
    """What machines said before: when to this identity, the newest first, how often in the store within the hour,
    when a person of the store last answered the identity, and how much of any kind was said to it within the day."""

    to_identity: Sequence[datetime]
    within_the_hour: int
    person_answered_at: datetime | None = None
    of_any_kind: int = 0


def asks_for_word(inbound: InboundMessage, *, our_key: str, age: timedelta) -> bool:
    """Tell whether a message may be acknowledged: a proved person wrote it to us by name, just now, and wants it.

    `our_key` is the canonical address of the account; a mail that names us in neither To nor Cc came by a list or a
    blind copy. An unproved sender may be somebody whose address was borrowed: they get nothing.
    """
    return (
        inbound.nature.is_person
        and inbound.is_sender_proved
        and not inbound.refuses_auto_answer
        and bool(inbound.sender.address)
        and age <= FRESH
        and any(_key(each.address) == our_key for each in (*inbound.to, *inbound.cc))
    )


def may_say(said: AlreadySaid, now: datetime) -> bool:
    """Tell whether this identity may be told once more by a machine."""
    times = said.to_identity
    if said.of_any_kind >= MOST_A_DAY:
        return False
    if times and now - times[0] < PAUSE:
        return False
    if len(times) < MOST_WITHOUT_A_PERSON:
        return True
    oldest = times[MOST_WITHOUT_A_PERSON - 1]
    return said.person_answered_at is not None and said.person_answered_at > oldest


def is_flood(said: AlreadySaid) -> bool:
    """Tell whether the store has said so much within the hour that it says no more."""
    return said.within_the_hour >= MOST_AN_HOUR


def _key(address: str) -> str:
    try:
        return canonical_key(without_token(address))
    except BadAddress:
        return ""
