"""What the shop's own fields know, as the desk shows and asks it: of a conversation and of its customer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse

from saath.conversations.models import Conversation
from saath.conversations.queries.fields import known_beside
from saath.core.errors import BadInput
from saath.fields.filling import Known
from saath.fields.kinds import Kind
from saath.tenancy.actor import Actor


@dataclass(frozen=True, slots=True)
class Fact:
    """One field with what is known.

    `value` is what its input holds, `was` what its writer saw, `theirs` what somebody else made of it meanwhile.
    """

    known: Known
    value: str
    was: str
    error: str = ""
    by: str = ""
    theirs: str = ""

    @property
    def name(self) -> str:
        """How its input is called."""
        return _name(self.known)

    @property
    def choices(self) -> list[dict[str, Any]]:
        """What can be chosen of a list."""
        return self.known.field.choices(self.value)

    @property
    def is_missing(self) -> bool:
        """Tell whether it is needed to solve and not known."""
        return self.known.field.is_required and not self.known.value


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a conversation or of its customer: the id of their part, where they are sent, and who may change them."""

    part: str
    address: str
    may_fill: bool
    all: tuple[Fact, ...]

    @property
    def is_open(self) -> bool:
        """Tell whether something has to be looked at before it is saved."""
        return any(fact.error or fact.theirs for fact in self.all)

    @property
    def is_contested(self) -> bool:
        """Tell whether somebody else has changed something meanwhile."""
        return any(fact.theirs for fact in self.all)


@dataclass(frozen=True, slots=True)
class FactsBeside:
    """What stands beside a conversation."""

    of_conversation: Facts
    of_customer: Facts


def facts_beside(actor: Actor, conversation: Conversation) -> FactsBeside:
    """Return what is known of a conversation and of its customer; one statement."""
    known = known_beside(actor, conversation)
    here = [conversation.public_id]
    fill, fill_theirs = reverse("desk:fill", args=here), reverse("desk:fill_customer", args=here)
    may_fill, may_fill_theirs = actor.may("conversation.fill"), actor.may("customer.edit")
    return FactsBeside(
        Facts("fields", fill, may_fill, _as_facts(known.conversation)),
        Facts("their-fields", fill_theirs, may_fill_theirs, _as_facts(known.customer)),
    )


def facts_of(actor: Actor, conversation: Conversation) -> Facts:
    """Return what is known of a conversation; one statement."""
    return facts_beside(actor, conversation).of_conversation


def facts_of_customer(actor: Actor, conversation: Conversation) -> Facts:
    """Return what is known of the customer of a conversation; one statement."""
    return facts_beside(actor, conversation).of_customer


def _as_facts(known: Iterable[Known]) -> tuple[Fact, ...]:
    """Return what is known as nobody has written into it yet."""
    return tuple(Fact(each, each.value, each.value) for each in known)


def values_of(sent: QueryDict, known: Iterable[Known]) -> dict[UUID, str]:
    """Return what a form wants of the fields that it shows; of one that its sender leaves to others, what is there."""
    shown = (each for each in known if f"{_name(each)}_was" in sent or _name(each) in sent)
    return {
        each.field.public_id: each.value if sent.get("keep") == _name(each) else _sent(sent, each)
        for each in shown
    }


def was_of(sent: QueryDict, known: Iterable[Known]) -> dict[UUID, str]:
    """Return what a form showed; one that does not say so shows what is there."""
    return {
        each.field.public_id: sent.get(f"{_name(each)}_was", "")
        for each in known
        if f"{_name(each)}_was" in sent
    }


def asked_again(facts: Facts, sent: QueryDict, conflicts: Iterable[Known]) -> Facts:
    """Return facts that ask of each that somebody else changed meanwhile which is to stay."""
    by = {each.field.public_id: each for each in conflicts}
    return replace(facts, all=tuple(_conflicting(fact, sent, by) for fact in facts.all))


def refused(facts: Facts, sent: QueryDict, error: BadInput) -> Facts:
    """Return facts with what was written, one of which does not fit."""
    return replace(facts, all=tuple(_refused(fact, sent, error) for fact in facts.all))


def _conflicting(fact: Fact, sent: QueryDict, by: Mapping[UUID, Known]) -> Fact:
    found = by.get(fact.known.field.public_id)
    if found is None:
        return fact
    return replace(fact, value=_sent(sent, fact.known), by=found.by, theirs=found.said or "—")


def _refused(fact: Fact, sent: QueryDict, error: BadInput) -> Fact:
    message = str(error.message) if error.field == str(fact.known.field.public_id) else ""
    is_shown = f"{fact.name}_was" in sent or fact.name in sent
    if not is_shown:
        return fact
    was = sent.get(f"{fact.name}_was", fact.was)
    return replace(fact, value=_sent(sent, fact.known), was=was, error=message)


def _sent(sent: QueryDict, known: Known) -> str:
    name = _name(known)
    return " ".join(sent.getlist(name)) if known.field.kind == Kind.SEVERAL else sent.get(name, "")


def _name(known: Known) -> str:
    return f"f-{known.field.public_id.hex}"
