"""What becomes of each conversation of a file: new, grown, the same, left out, or faulty. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from saath.conversations.models import ChannelAccount
from saath.conversations.models import Conversation as OurConversation
from saath.core.errors import BadInput
from saath.fields.models import Field
from saath.fields.rules import canonical
from saath.imports.choices import Choices, agents_of, choices_of, conversation_fields, mail_accounts
from saath.imports.models import Bringing, Brought, Piece
from saath.imports.sources.base import OUT, PENDING
from saath.imports.told import Agent, Conversation, Message, Person, conversation_from, message_from
from saath.imports.troubles import Trouble
from saath.stores.models import Member

Remarks = tuple[tuple[Trouble, str], ...]


class Outcome(StrEnum):
    """What becomes of a conversation."""

    NEW = "new"
    GROWN = "grown"
    SAME = "same"
    OUT = "out"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class Plan:
    """One conversation and what becomes of it. `messages` are those to be written, in the order of their times."""

    piece_id: int
    told: Conversation
    outcome: Outcome
    messages: tuple[Message, ...] = ()
    known: OurConversation | None = None
    status: str = PENDING
    values: Mapping[int, str] | None = None
    remarks: Remarks = ()


@dataclass(frozen=True, slots=True)
class Shop:
    """The rows of the store that choices name, read once for a run."""

    account: ChannelAccount
    accounts: Mapping[str, ChannelAccount]
    members: Mapping[str, Member]
    fields: Mapping[str, Field]
    agents: Mapping[str, Agent]
    own_addresses: frozenset[str]
    choices: Choices

    def member_of(self, agent: str) -> Member | None:
        """Return who of ours an agent is."""
        return self.members.get(self.choices.agents.get(agent, ""))

    def account_for(self, channel: str) -> ChannelAccount:
        """Return to which of our addresses a conversation belongs."""
        return self.accounts.get(self.choices.channels.get(channel, ""), self.account)


def shop_of(bringing: Bringing) -> Shop | None:
    """Return what choices name, None where the shop has no address to which conversations could belong."""
    choices = choices_of(bringing)
    accounts = {str(each.public_id): each for each in mail_accounts()}
    account = accounts.get(choices.account) or next(iter(accounts.values()), None)
    if account is None:
        return None
    return Shop(
        account=account,
        accounts=accounts,
        members={str(each.public_id): each for each in Member.objects.active()},
        fields={str(each.public_id): each for each in conversation_fields()},
        agents={piece.key: Agent(**piece.told) for piece in agents_of(bringing)},
        own_addresses=frozenset(each.key for each in accounts.values()),
        choices=choices,
    )


def next_pieces(bringing: Bringing, most: int) -> Sequence[Piece]:
    """Return the conversations behind what is done."""
    pieces = Piece.objects.filter(bringing=bringing, kind=Piece.Kind.CONVERSATION, pk__gt=bringing.place)
    return list(pieces.order_by("pk")[:most])


def plan(bringing: Bringing, pieces: Sequence[Piece], shop: Shop) -> list[Plan]:
    """Return what becomes of some conversations; four statements however many."""
    whole = list(zip((piece.pk for piece in pieces), told_of(bringing, pieces), strict=True))
    known = _ledger(bringing, Brought.Kind.CONVERSATION, [each.key for _pk, each in whole])
    here = _ledger(
        bringing, Brought.Kind.MESSAGE, [said.key for _pk, each in whole for said in each.messages]
    )
    people = people_by_key(bringing, [each.person for _pk, each in whole])
    return [_plan(pk, each, known, here, people, shop) for pk, each in whole]


def told_of(bringing: Bringing, pieces: Sequence[Piece]) -> Sequence[Conversation]:
    """Return conversations with all that was told of them, wherever in the file; one statement."""
    told = [conversation_from(piece.told) for piece in pieces]
    apart = _told_apart(bringing, [each.key for each in told])
    return [_whole(each, apart.get(each.key, ())) for each in told]


def people_in(bringing: Bringing, plans: Sequence[Plan]) -> Mapping[str, Person]:
    """Return who is known of all who said something in some conversations; one statement."""
    keys = {each.told.person for each in plans} | {said.author for each in plans for said in each.messages}
    return people_by_key(bringing, sorted(filter(None, keys)))


def _plan(
    pk: int,
    told: Conversation,
    known: Mapping[str, Brought],
    here: Mapping[str, Brought],
    people: Mapping[str, Person],
    shop: Shop,
) -> Plan:
    status = shop.choices.statuses.get(told.status, PENDING)
    values, remarks = _values(told, shop)
    if told.person not in people:
        remarks = (*remarks, (Trouble.NO_PERSON, told.person))
    planned = Plan(pk, told, Outcome.NEW, told.messages, status=status, values=values, remarks=remarks)
    if not told.messages:
        return replace(planned, outcome=Outcome.FAULTY, remarks=((Trouble.NO_WORDS, told.subject),))
    if status == OUT:
        return replace(planned, outcome=Outcome.OUT, messages=(), remarks=())
    row = known.get(told.key)
    if row is None:
        return planned
    unknown = tuple(said for said in told.messages if said.key not in here) if row.conversation else ()
    outcome = Outcome.GROWN if unknown else Outcome.SAME
    return replace(planned, outcome=outcome, messages=unknown, known=row.conversation, remarks=())


def _whole(told: Conversation, apart: Sequence[Message]) -> Conversation:
    """Return a conversation with what was told of it apart, each message once, in the order of their times."""
    once = {said.key: said for said in (*told.messages, *apart)}
    return replace(
        told, messages=tuple(sorted(once.values(), key=lambda said: (said.at, said.key.zfill(24))))
    )


def _told_apart(bringing: Bringing, keys: Sequence[str]) -> Mapping[str, list[Message]]:
    found: dict[str, list[Message]] = defaultdict(list)
    rows = Piece.objects.filter(bringing=bringing, kind=Piece.Kind.MESSAGE, parent__in=keys).exclude(
        parent=""
    )
    for piece in rows.order_by("pk"):
        found[piece.parent].append(message_from(piece.told))
    return found


def _ledger(bringing: Bringing, kind: str, keys: Sequence[str]) -> Mapping[str, Brought]:
    rows = Brought.objects.filter(origin=bringing.origin, kind=kind, key__in=keys)
    return {row.key: row for row in rows.select_related("conversation")}


def people_by_key(bringing: Bringing, keys: Sequence[str]) -> Mapping[str, Person]:
    """Return who is known by these ids of the other desk; one statement."""
    rows = Piece.objects.filter(bringing=bringing, kind=Piece.Kind.PERSON, key__in=keys)
    return {row.key: Person(**row.told) for row in rows}


def _values(told: Conversation, shop: Shop) -> tuple[dict[int, str], Remarks]:
    """Return the values of our fields, and which do not fit."""
    values: dict[int, str] = {}
    remarks: Remarks = ()
    for name, said in told.fields.items():
        field = shop.fields.get(shop.choices.fields.get(name, ""))
        if field is None:
            continue
        try:
            value = canonical(field.shape, _as_option(field, said))
        except BadInput:
            remarks = (*remarks, (Trouble.BAD_VALUE, f"{field.name}: {said}"))
            continue
        values |= {field.pk: value} if value else {}
    return values, remarks


def _as_option(field: Field, said: str) -> str:
    """Return the key of the option that has what was said for a name."""
    if not field.has_list:
        return said
    keys = {name.casefold(): option["key"] for option in field.options for name in option["names"].values()}
    return " ".join(keys.get(each.strip().casefold(), each.strip()) for each in said.split(","))
