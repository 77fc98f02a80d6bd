"""Reads of files of other help desks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise

from saath.conversations.models import ChannelAccount
from saath.core.errors import NotFound
from saath.fields.models import Field
from saath.files import storage
from saath.imports.choices import (
    Choices,
    agents_of,
    choices_of,
    conversation_fields,
    field_names,
    mail_accounts,
)
from saath.imports.mails import MailLine, first_mails
from saath.imports.models import Bringing, Piece, Remark
from saath.imports.opening import Upload
from saath.imports.planning import people_by_key, told_of
from saath.imports.troubles import WHAT_TO_DO, Trouble
from saath.imports.words import first_words
from saath.stores.models import Member
from saath.tenancy.actor import Actor

VERB = "store.settings"
SHOWN = 20
PREVIEWED = 10
# So many messages of a conversation are shown before it comes in.
SAID = 3


@dataclass(frozen=True, slots=True)
class RemarkShown:
    """Something that is wrong, as a page tells it."""

    remark: Remark
    what_to_do: str | Promise


@dataclass(frozen=True, slots=True)
class Previewed:
    """A conversation as it will look: its subject, who, how much, how it stood there, and how each side began."""

    subject: str
    who: str
    status: str
    at: datetime
    count: int
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """What a form of choices offers: agents with their names, and our members, accounts and fields."""

    choices: Choices
    agents: Sequence[tuple[str, str, str]]
    field_names: dict[str, str]
    members: Sequence[Member]
    accounts: Sequence[ChannelAccount]
    fields: Sequence[Field]


def newest_bringings(actor: Actor) -> Sequence[Bringing]:
    """Return the files that were brought last; raises `Forbidden`."""
    actor.require(VERB)
    return list(Bringing.objects.select_related("by").order_by("-id")[:SHOWN])


def get_bringing(actor: Actor, public_id: UUID) -> Bringing:
    """Return one file; raises `Forbidden`, `NotFound`."""
    actor.require(VERB)
    found = Bringing.objects.select_related("file", "by").filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found


def hold_bringing(actor: Actor, public_id: UUID) -> Bringing:
    """Return one file, held until the transaction ends; raises `Forbidden`, `NotFound`."""
    actor.require(VERB)
    held = Bringing.objects.select_for_update(of=("self",)).select_related("file")
    found = held.filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found


def first_remarks(actor: Actor, bringing: Bringing) -> Sequence[RemarkShown]:
    """Return the first things that are wrong with a file, with what is to be done; raises `Forbidden`."""
    actor.require(VERB)
    found = Remark.objects.filter(bringing=bringing).order_by("id")[:SHOWN]
    return [RemarkShown(each, WHAT_TO_DO[Trouble(each.trouble)]) for each in found]


def preview(actor: Actor, bringing: Bringing) -> Sequence[Previewed]:
    """Return the first conversations of a file as they will look; three statements. Raises `Forbidden`."""
    actor.require(VERB)
    pieces = Piece.objects.filter(bringing=bringing, kind=Piece.Kind.CONVERSATION).order_by("id")
    told = told_of(bringing, list(pieces[:PREVIEWED]))
    people = people_by_key(bringing, sorted({each.person for each in told if each.person}))
    shown = []
    for each in told:
        person = people.get(each.person)
        who = (person.name or person.email or person.phone) if person else ""
        said = tuple(
            ("note" if one.is_private else one.side, first_words(one)) for one in each.messages[:SAID]
        )
        shown.append(Previewed(each.subject, who, each.status, each.at, len(each.messages), said))
    return shown


def preview_mails(actor: Actor, bringing: Bringing) -> Sequence[MailLine]:
    """Return the first mails of a file: who wrote what when. Raises `Forbidden`."""
    actor.require(VERB)
    try:
        with storage.open_bytes(bringing.file.sha256) as file:
            return first_mails(bringing, Upload(file, bringing.name, bringing.file.size), most=PREVIEWED)
    except FileNotFoundError:
        return []


def matching_of(actor: Actor, bringing: Bringing) -> Matching:
    """Return what a form of choices offers; raises `Forbidden`."""
    actor.require(VERB)
    choices = choices_of(bringing)
    agents = [
        (piece.key, piece.told["name"] or piece.told["email"] or piece.key, choices.agents.get(piece.key, ""))
        for piece in agents_of(bringing)
    ]
    return Matching(
        choices=choices,
        agents=agents,
        field_names=field_names(bringing),
        members=list(Member.objects.active().order_by("display_name")),
        accounts=mail_accounts(),
        fields=conversation_fields(),
    )
