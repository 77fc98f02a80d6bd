"""Who besides the customer has a part in a conversation. Pure: what was known and what came go in, what holds comes out.

They stand on the conversation itself, so that no page asks for them apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from saath.channels.base import Participant

# A mail to more people than this is no conversation: nobody of them gets our answers.
MOST_COPIES = 20
# What is remembered of people who came and went.
MOST_PARTIES = 60


class Role(StrEnum):
    """What somebody is to a conversation.

    COPIED by the customer's newest mail, ADDED by a colleague, OFFERED by a mail whose sender nothing proves, LEFT_OUT by
    a colleague, PAST where the customer no longer copies them, ASIDE where a colleague asks them and the customer does
    not know of it.
    """

    COPIED = "copied"
    ADDED = "added"
    OFFERED = "offered"
    LEFT_OUT = "left_out"
    PAST = "past"
    ASIDE = "aside"


IN_COPY = (Role.COPIED, Role.ADDED)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody with a part in a conversation; `key` is what two spellings of the address have in common."""

    key: str
    address: str
    name: str
    role: Role

    @property
    def shown_name(self) -> str:
        """Return what a person reads."""
        return self.name or self.address


Parties = tuple[Party, ...]


def parties_from(stored: Iterable[dict[str, Any]]) -> Parties:
    """Return the parties that a conversation holds."""
    return tuple(Party(p["key"], p["address"], p["name"], Role(p["role"])) for p in stored)


def as_stored(parties: Parties) -> list[dict[str, Any]]:
    """Return the parties as a conversation holds them, the newest where there are too many.

    Whom a colleague took out or asks aside is not forgotten for the crowds that mails name.
    """
    surplus = max(len(parties) - MOST_PARTIES, 0)
    passing = [party for party in parties if party.role in (Role.PAST, Role.OFFERED)][:surplus]
    kept = [party for party in parties if party not in passing]
    return [asdict(party) for party in kept[-MOST_PARTIES:]]


def with_role(parties: Parties, *roles: Role) -> Parties:
    """Return those who have one of these roles."""
    return tuple(party for party in parties if party.role in roles)


def role_of(parties: Parties, key: str) -> Role | None:
    """Return what the holder of a key is to the conversation, None for a stranger."""
    return next((party.role for party in parties if party.key == key), None)


def takes_part(parties: Parties, key: str) -> bool:
    """Tell whether somebody's mail belongs here: who was only named by an unproved mail has no part."""
    return role_of(parties, key) not in (None, Role.OFFERED)


def after_customer_wrote(
    parties: Parties, copied: Sequence[Participant], *, ours: Collection[str], is_proved: bool
) -> Parties:
    """Return the parties after a mail of the customer with these people in copy; `ours` are keys that never count.

    Who was left out stays out, and who is asked aside stays aside, whoever names them.
    """
    named = {each.identity_key: each for each in copied if each.address and each.identity_key not in ours}
    if len(named) > MOST_COPIES:
        named = {}
    kept = [_named_again(party, is_named=party.key in named, is_proved=is_proved) for party in parties]
    known = {party.key for party in parties}
    role = Role.COPIED if is_proved else Role.OFFERED
    new = [Party(key, p.address[:320], p.name[:200], role) for key, p in named.items() if key not in known]
    return (*kept, *new)


def after_party_wrote(parties: Parties, key: str) -> Parties:
    """Return the parties after one of them wrote: who speaks is heard again, also after having been left out."""
    back = (Role.LEFT_OUT, Role.PAST)
    return tuple(replace(p, role=Role.COPIED) if p.key == key and p.role in back else p for p in parties)


def given_role(parties: Parties, party: Party) -> Parties:
    """Return the parties with one of them in this role, known before or not."""
    others = tuple(each for each in parties if each.key != party.key)
    return (*others, party)


def without(parties: Parties, address: str) -> Parties:
    """Return the parties without the one who was asked aside at an address."""
    return tuple(each for each in parties if each.address != address or each.role != Role.ASIDE)


def _named_again(party: Party, *, is_named: bool, is_proved: bool) -> Party:
    if party.role in (Role.LEFT_OUT, Role.ASIDE, Role.ADDED):
        return party
    if not is_named:
        return replace(party, role=Role.PAST if party.role != Role.OFFERED else Role.OFFERED)
    return replace(party, role=Role.COPIED) if is_proved or party.role == Role.PAST else party
