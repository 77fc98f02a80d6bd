"""A shop with something of everything that a page shows; every name in it is written in an Indian script."""

from __future__ import annotations

import re
from dataclasses import dataclass

from saath.conversations.actions.reply import add_note, reply
from saath.conversations.actions.sender_rules import add_sender_rule
from saath.conversations.actions.tags import tag_conversation
from saath.conversations.models import Attachment, Conversation, Delivery, IntakeItem, Message, Tag
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk
from saath.stores.actions.invitations import invite_member
from saath.stores.models import Member
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, make_member, make_person
from saath.tenancy.scope import store_scope
from tests.guards.test_urls import PARAMETER

NUMBER = "7"


@dataclass(frozen=True)
class BusyShop:
    """The shop, its people, and what its rows are called in addresses, by the name of the parameter."""

    desk: Desk
    owner: Member
    reader: Member
    names: dict[str, str]

    def address(self, route: str, unknown: str) -> str:
        """Return a route as an address: of a row where it names one, else of `unknown`."""

        def value(match: re.Match[str]) -> str:
            name = match.group().strip("<>").rpartition(":")[2]
            return self.names.get(name, NUMBER if match["converter"] == "int" else unknown)

        return "/" + PARAMETER.sub(value, route)


def make_busy_shop() -> BusyShop:
    """Make the shop by what happens in life: a mail with a file, an answer, a note, a tag, an invitation."""
    desk = make_desk()
    owner = make_member(desk.shop, make_person("owner@example.com", "रुक्मिणी"), Role.OWNER)
    reader = make_member(desk.shop, make_person("reader@example.com", "हेमल"), Role.READER)
    letter = mail("मेरा पार्सल कब आएगा?", sender="सुनीता <sunita@example.in>", subject="पार्सल")
    letter.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="बिल.pdf")
    arrive(letter)
    with store_scope(desk.store_id):
        conversation = Conversation.objects.get()
        reply(desk.actor, conversation, text="कल", client_key="r1")
        add_note(desk.actor, conversation, text="पूछना है", client_key="n1")
        tag_conversation(desk.actor, conversation, name="पार्सल")
        rule = add_sender_rule(TEST, kind="block", sender="followers.test")
        invite_member(TEST, email="ravi@example.com", role=Role.MEMBER)
        names = {
            "conversation": conversation.public_id,
            "message": Message.objects.earliest("pk").public_id,
            "attachment": Attachment.objects.get().public_id,
            "delivery": Delivery.objects.get().public_id,
            "tag": Tag.objects.get().public_id,
            "item": IntakeItem.objects.get().public_id,
            "rule": rule.public_id,
            "public_id": desk.member.public_id,
            "queue": "now",
        }
    return BusyShop(desk, owner, reader, {name: str(value) for name, value in names.items()})
