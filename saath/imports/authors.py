"""Who said something in another help desk, as one of ours: a customer by how they reach us, a member, or somebody of before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from saath.conversations.models import Message as OurMessage
from saath.core.mail_addresses import BadAddress, canonical_key
from saath.core.phone_numbers import phone_key
from saath.customers.actions.recognise import recognise
from saath.customers.models import Identity
from saath.imports.planning import Shop
from saath.imports.told import Conversation, Message, Person, Side
from saath.tenancy.actor import Actor

MAIL, PHONE = "email", "phone"
Direction = OurMessage.Direction


@dataclass(frozen=True, slots=True)
class Author:
    """Who said it, and to whom."""

    direction: Direction
    identity: Identity | None = None
    member_id: int | None = None
    former_name: str = ""
    is_machine: bool = False


@dataclass(frozen=True, slots=True)
class Authors:
    """Everybody whom some conversations name. `desk` is what the other help desk is called, `origin` its account."""

    shop: Shop
    people: Mapping[str, Person]
    desk: str
    origin: str

    def author(self, actor: Actor, conversation: Conversation, said: Message) -> Author:
        """Return who said something. What only the shop was to read stays so."""
        side = self._side(conversation, said)
        if side == Side.CUSTOMER and not said.is_private:
            known = said.author if said.author in self.people else conversation.person
            key = known or f"conversation:{conversation.key}"
            return Author(Direction.IN, identity=self.identity(actor, key))
        direction = Direction.NOTE if said.is_private else Direction.OUT
        if side == Side.MACHINE:
            return Author(direction, former_name=self.desk, is_machine=True)
        member = self.shop.member_of(said.author)
        if member is not None:
            return Author(direction, member_id=member.pk)
        agent, person = self.shop.agents.get(said.author), self.people.get(said.author)
        named = (agent.name if agent else "") or (person.name if person else "")
        return Author(direction, former_name=named or self.desk)

    def identity(self, actor: Actor, key: str) -> Identity:
        """Return the identity of a person of the other desk: by their mail address, else their telephone, else that desk's id.

        An address that an export names proves nothing; who writes from it is recognised by it, as with mails of before.
        """
        person = self.people.get(key, Person(key))
        namespace, own, address = self._way(person)
        return recognise(
            actor,
            namespace=namespace,
            key=own,
            address=address[:320],
            name=person.name[:200],
            is_history=True,
        )

    def _way(self, person: Person) -> tuple[str, str, str]:
        email = _mail_key(person.email)
        if email and email not in self.shop.own_addresses:
            return MAIL, email, person.email
        if phone := phone_key(person.phone):
            return PHONE, phone, person.phone
        return f"desk:{self.origin}"[:60], person.key, ""

    def _side(self, conversation: Conversation, said: Message) -> Side:
        """Return who speaks, where the other desk only says who wrote it."""
        if said.side != Side.UNKNOWN:
            return said.side
        if said.author == conversation.person:
            return Side.CUSTOMER
        if said.author in self.shop.agents:
            return Side.SHOP
        is_first = not conversation.messages or conversation.messages[0].key == said.key
        return Side.CUSTOMER if said.author in self.people or is_first else Side.SHOP


def _mail_key(address: str) -> str:
    try:
        return canonical_key(address)[:320] if address else ""
    except BadAddress:
        return ""
