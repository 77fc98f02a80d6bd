"""What becomes of the agents, statuses, tags, fields and channels of another help desk: chosen by somebody, else guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from saath.conversations.models import ChannelAccount
from saath.fields.kinds import About
from saath.fields.models import Field
from saath.imports.models import Bringing, Piece
from saath.imports.sources.base import OUTCOMES, PENDING
from saath.imports.sources.registry import source_named
from saath.stores.models import Member

MOST_AGENTS = 200
# So many words of a kind are offered.
MOST = {"statuses": 40, "channels": 20, "tags": 40, "fields": 30}


@dataclass(frozen=True, slots=True)
class Choices:
    """By the other desk's key or word: a member's public id, an outcome, a tag of ours, a field's and an account's public id.

    '' is a former colleague, a tag that stays behind, a field that does. `account` is for all other channels.
    """

    account: str = ""
    agents: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)

    def as_kept(self) -> dict[str, Any]:
        """Return them as they are kept."""
        return asdict(self)


def choices_of(bringing: Bringing) -> Choices:
    """Return what is chosen for a file."""
    return Choices(**bringing.choices)


def guessed(bringing: Bringing) -> Choices:
    """Return what a file's choices would be if nobody chose; the store's own rows are asked."""
    accounts = mail_accounts()
    account = str(accounts[0].public_id) if accounts else ""
    if bringing.is_mail:
        return Choices(account=account)
    outcomes = source_named(bringing.source).outcomes
    return Choices(
        account=account,
        agents=_agents(bringing),
        statuses={status: outcomes.get(status, PENDING) for status in commonest(bringing, "statuses")},
        tags={tag: tag for tag in commonest(bringing, "tags")},
        fields=_fields(commonest(bringing, "fields"), field_names(bringing)),
        channels=dict.fromkeys(commonest(bringing, "channels"), account),
    )


def read_choices(bringing: Bringing, written: Mapping[str, str]) -> Choices:
    """Return choices as a form names them, `agent-0` being the first agent; what does not fit is as it was guessed."""
    before = guessed(bringing)
    accounts = {str(each.public_id) for each in mail_accounts()}
    members = {str(each.public_id) for each in Member.objects.active()}
    ours = {str(each.public_id) for each in conversation_fields()}
    return Choices(
        account=_one(written.get("account", before.account), accounts, before.account),
        agents=_read(written, "agent", before.agents, members | {""}),
        statuses=_read(written, "status", before.statuses, OUTCOMES),
        tags={
            tag: written.get(f"tag-{at}", name).strip()[:40]
            for at, (tag, name) in enumerate(before.tags.items())
        },
        fields=_read(written, "field", before.fields, ours | {""}),
        channels=_read(written, "channel", before.channels, accounts),
    )


def mail_accounts() -> list[ChannelAccount]:
    """Return the shop's mail addresses: what is brought belongs to one, and is answered from there."""
    return list(ChannelAccount.objects.filter(channel="email", is_active=True).order_by("id"))


def conversation_fields() -> list[Field]:
    """Return the fields of conversations that are in use."""
    return list(Field.objects.in_use(About.CONVERSATION))


def commonest(bringing: Bringing, what: str) -> list[str]:
    """Return the words of a kind that a file has most often, in an order by which a form may number them."""
    counted: dict[str, int] = bringing.found.get(what, {})
    return sorted(counted, key=lambda word: (-counted[word], word))[: MOST[what]]


def agents_of(bringing: Bringing) -> list[Piece]:
    """Return who answered there."""
    return list(Piece.objects.filter(bringing=bringing, kind=Piece.Kind.AGENT).order_by("id")[:MOST_AGENTS])


def field_names(bringing: Bringing) -> dict[str, str]:
    """Return what people call the fields of the other desk, by their keys there."""
    pieces = Piece.objects.filter(bringing=bringing, kind=Piece.Kind.FIELD)
    return {piece.key: piece.told["name"] for piece in pieces}


def _agents(bringing: Bringing) -> dict[str, str]:
    """Return who of ours has an agent's address."""
    members = Member.objects.active().select_related("person")
    ours = {member.person.email.casefold(): str(member.public_id) for member in members}
    return {piece.key: ours.get(piece.told["email"].casefold(), "") for piece in agents_of(bringing)}


def _fields(keys: Iterable[str], names: Mapping[str, str]) -> dict[str, str]:
    """Return which of our fields has a field's name, in any language."""
    ours = {
        name.casefold(): str(each.public_id) for each in conversation_fields() for name in each.names.values()
    }
    return {key: ours.get(names.get(key, key).casefold(), "") for key in keys}


def _read(
    written: Mapping[str, str], what: str, before: Mapping[str, str], fitting: Iterable[str]
) -> dict[str, str]:
    fits = set(fitting)
    return {
        key: _one(written.get(f"{what}-{at}", was), fits, was) for at, (key, was) in enumerate(before.items())
    }


def _one(written: str, fitting: set[str], otherwise: str) -> str:
    return written if written in fitting else otherwise
