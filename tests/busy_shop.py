"""A shop with something of everything that a page shows; every name in it is written in an Indian script."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from email.message import EmailMessage
from io import BytesIO
from uuid import UUID

import time_machine

from saath.channels.email import imap_facts, smtp_out
from saath.checklists.actions.writing import add_checklist
from saath.checklists.content import Content
from saath.conversations.actions.checklists import put_checklist
from saath.conversations.actions.copies import copy_in
from saath.conversations.actions.forward import forward
from saath.conversations.actions.reply import add_note, reply
from saath.conversations.actions.sender_rules import add_sender_rule
from saath.conversations.actions.start import Letter, start_conversation
from saath.conversations.actions.tags import tag_conversation
from saath.conversations.models import (
    Attachment,
    Conversation,
    Delivery,
    IntakeItem,
    Message,
    Tag,
)
from saath.conversations.tests.builders import SHOP_ADDRESS, Desk, arrive, later, mail, make_desk, work
from saath.core.clock import now
from saath.customers.actions.know import know_by
from saath.customers.actions.notes import write_note
from saath.customers.actions.split import split_off
from saath.customers.actions.suggest import suggest_same
from saath.customers.evidence import Evidence, Kind
from saath.customers.models import Suggestion
from saath.demo.reports import report_mail
from saath.demo.story import ServerReports
from saath.files import storage
from saath.imports.models import Bringing
from saath.imports.receiving import receive
from saath.mailboxes.actions.manage import add_mailbox, pause_mailbox
from saath.mailboxes.models import Mailbox
from saath.orders.actions.bring import begin_import
from saath.orders.actions.connections import keep_secret, make_connection
from saath.orders.actions.deliver import write_down
from saath.orders.csv_files.opening import shape_of
from saath.orders.data import ScanData, ShipmentData
from saath.orders.jobs import read_deliveries
from saath.orders.models import Order, OrderImport, Received
from saath.orders.states import Moved
from saath.orders.tests.builders import NOON, make_platform, take, whole_order
from saath.programs.actions.admissions import admit_app
from saath.programs.actions.apps import register_app
from saath.programs.actions.tokens import create_token
from saath.programs.models import App
from saath.sending.actions.ways import add_server
from saath.sending.models import WayOut
from saath.stores.actions.invitations import invite_member
from saath.stores.models import Member
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import PASSWORD, TEST, make_member, make_person
from saath.tenancy.scope import store_scope
from saath.writing.actions.using import run_macro
from saath.writing.deeds import Deeds
from saath.writing.models import SavedUse
from saath.writing.tests.builders import save_reply
from tests.guards.test_urls import PARAMETER

NUMBER = "7"
FIRST = Letter("usha@example.in", "उषा", "परदे", "आपके परदे बुधवार को निकलेंगे।")


@dataclass(frozen=True)
class BusyShop:
    """The shop, its people, and what its rows are called in addresses, by the name of the parameter."""

    desk: Desk
    owner: Member
    reader: Member
    names: dict[str, str]
    rooms: dict[str, str]

    def address(self, route: str, unknown: str) -> str:
        """Return a route as an address: of a row where it names one, else of `unknown`.

        What is called `public_id` is a row of the kind that its room is about.
        """
        room = next((room for room in sorted(self.rooms, reverse=True) if route.startswith(room)), "")
        names = self.names | ({"public_id": self.rooms[room]} if room else {})

        def value(match: re.Match[str]) -> str:
            name = match.group().strip("<>").rpartition(":")[2]
            return names.get(name, NUMBER if match["converter"] == "int" else unknown)

        return "/" + PARAMETER.sub(value, route)


def make_busy_shop() -> BusyShop:
    """Make the shop by what happens in life.

    A mail with a file and somebody in copy, an answer, a note, a tag, a question to somebody outside, a report of a mail
    server; spam, a machine's mail, a first letter of ours; a checklist, an invitation, a mailbox, a way out.
    """
    desk = make_desk()
    owner = make_member(desk.shop, make_person("owner@example.com", "रुक्मिणी"), Role.OWNER)
    reader = make_member(desk.shop, make_person("reader@example.com", "हेमल"), Role.READER)
    _let_mails_arrive()
    with store_scope(desk.store_id):
        conversation = Conversation.objects.get(subject="पार्सल")
        answer = _write(desk, conversation)
        mailbox, way = _connect(desk)
        saved = save_reply("विदा", texts={"hi": "{{customer.name|जी}}, विदा"})
        checklist = add_checklist(TEST, content=Content({"hi": "पार्सल"}, [{"hi": "फ़ोटो माँगना"}]))
        put = put_checklist(desk.actor, conversation, checklist=checklist)
        rule = add_sender_rule(TEST, kind="block", sender="followers.test")
        invite_member(TEST, email="ravi@example.com", role=Role.MEMBER)
        app = _let_programs_in(owner)
        names = {
            "conversation": conversation.public_id,
            "message": Message.objects.earliest("pk").public_id,
            "attachment": Attachment.objects.get().public_id,
            "delivery": Delivery.objects.get(message=answer).public_id,
            "tag": Tag.objects.get().public_id,
            "item": IntakeItem.objects.earliest("pk").public_id,
            "rule": rule.public_id,
            "saved": saved.public_id,
            "put": put.public_id,
            "to_do": put.items.get().public_id,
            "use": _use_saved(desk, conversation).public_id,
            "public_id": desk.member.public_id,
            "queue": "now",
            **_two_customers(desk, conversation),
            "order": _buy().public_id,
            "bringing": _bring().public_id,
            "told": (told := _hear()).public_id,
        }
        rooms = {
            "settings/checklists/": checklist.public_id,
            "settings/connections/": told.connection.public_id,
            "settings/mailboxes/": mailbox.public_id,
            "settings/move/": _move().public_id,
            "settings/programs/apps/": app.public_id,
            "settings/sending/": desk.account.public_id,
            "settings/sending/ways/": way.public_id,
            "settings/mail-domain/tags/": desk.account.public_id,
        }
    return BusyShop(desk, owner, reader, _as_words(names), _as_words(rooms))


def _let_programs_in(owner: Member) -> App:
    """Make a token, register an app and let it in."""
    actor, soon = actor_of(owner), now() + timedelta(days=30)
    create_token(actor, name="रात", scopes=["orders:read"], expires_at=soon)
    back = "https://tally.example/back"
    app = register_app(actor, name="बही", redirect_uris=[back], is_confidential=True).app
    admit_app(actor, app, scopes=["orders:read"], expires_at=soon, redirect_uri=back, challenge="x" * 43)
    return app


def _two_customers(desk: Desk, conversation: Conversation) -> dict[str, UUID]:
    """Know a customer by a second address, let it be somebody else's, and wonder whether they are one."""
    customer = conversation.customer
    second = know_by(desk.actor, customer, namespace="email", key="s@work.test", address="s@work.test")
    alone = split_off(desk.actor, second).target
    note = write_note(desk.actor, customer, text="शनिवार को बहन आ रही हैं", is_pinned=True)
    evidence = Evidence(Kind.SIGNED, second.address)
    suggest_same(TEST, customer, other=alone, evidence=evidence)
    return {
        "customer": customer.public_id,
        "other": alone.public_id,
        "note": note.public_id,
        "suggestion": Suggestion.objects.get().public_id,
    }


def _buy() -> Order:
    """Let a customer have ordered."""
    parcel = ShipmentData("1", "रफ़्तार", "88213", scans=(ScanData(NOON, Moved.PICKED_UP, place="इंदौर"),))
    take(make_platform(), replace(whole_order(), shipments=(parcel,)))
    return Order.objects.get()


def _bring() -> OrderImport:
    """Bring a file of orders, whose columns are to be looked at."""
    octets = "ऑर्डर नंबर,तारीख,कुल\nPT-9,20/11/2026,449\n".encode()
    saved = storage.save(BytesIO(octets), max_bytes=1_000)
    return begin_import(TEST, saved=saved, name="सूची", shape=shape_of(BytesIO(octets)), currency="INR")


def _move() -> Bringing:
    """Bring a file of another help desk, whose words are to be matched."""
    ticket = {"id": 7, "url": "https://x.zendesk.com/7", "requester_id": 1, "subject": "परदे", "status": "खुला"}
    said = [{"id": 8, "author_id": 1, "body": "कब?", "created_at": "2024-03-05T09:00:00Z", "audit_id": 9}]
    octets = json.dumps({**ticket, "created_at": "2024-03-05T09:00:00Z", "comments": said}).encode()
    begun = receive(TEST, BytesIO(octets), name="सूची", max_bytes=10_000)
    work()
    return Bringing.objects.get(pk=begun.pk)


def _hear() -> Received:
    """Connect a shop that tells what Saath does not understand, and asks for something."""
    connection = make_connection(TEST, platform="shopify", account="x.myshopify.com", name="दुकान")
    keep_secret(TEST, connection, secret="neelambari-48")
    said = {"orders/create": b"{", "customers/redact": b"{}"}
    for topic, body in said.items():
        write_down(TEST, connection, key=topic, headers={"X-Shopify-Topic": topic}, body=body)
    read_deliveries.func()
    return Received.objects.earliest("pk")


def _use_saved(desk: Desk, conversation: Conversation) -> SavedUse:
    """Run a macro."""
    macro = save_reply("बंद", deeds=Deeds(("हो गया",)))
    return run_macro(desk.actor, conversation, reply=macro)


def _let_mails_arrive() -> None:
    letter = mail("मेरा पार्सल कब आएगा?", sender="सुनीता <sunita@example.in>", subject="पार्सल")
    letter.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="बिल.pdf")
    letter["Cc"] = "आशा <asha@example.in>"
    arrive(letter)
    arrive(
        mail("आपने इनाम जीता है", sender="ठग <thug@prize.test>", subject="इनाम", headers={"X-Spam-Flag": "YES"})
    )
    arrive(mail("मैं छुट्टी पर हूँ", subject="छुट्टी", headers={"Auto-Submitted": "auto-replied"}))


def _write(desk: Desk, conversation: Conversation) -> Message:
    """Write to everybody about a conversation, and return the answer to its customer, which comes back."""
    answer = reply(desk.actor, conversation, text="कल", client_key="r1")
    add_note(desk.actor, conversation, text="पूछना है", client_key="n1")
    tag_conversation(desk.actor, conversation, name="पार्सल")
    question = conversation.messages.earliest("pk")
    forward(desk.actor, question, to="loom@supplier.test", text="कब तक?", client_key="f1")
    copy_in(desk.actor, conversation, address="hisab@example.in")
    start_conversation(desk.actor, desk.account, letter=FIRST, client_key="s1")
    with time_machine.travel(later()):
        work()
    arrive(_came_back(answer.keys.get().key), mail_from="")
    return answer


def _came_back(message_id: str) -> EmailMessage:
    return report_mail(
        ServerReports("bounced", "5.1.1"),
        about=f"<{message_id}>",
        customer="sunita@example.in",
        shop=SHOP_ADDRESS,
        message_id="<report@example.in>",
        at=now(),
    )


def _connect(desk: Desk) -> tuple[Mailbox, WayOut]:
    """Add a mailbox that nobody reads and a way out that nobody has tried."""
    mailbox = add_mailbox(
        TEST,
        account=desk.account,
        host="imap.test",
        port=993,
        security=imap_facts.Security.TLS,
        user=SHOP_ADDRESS,
    )
    pause_mailbox(TEST, mailbox)
    way = add_server(
        TEST,
        desk.account,
        host="smtp.test",
        port=465,
        security=smtp_out.Security.TLS,
        user=SHOP_ADDRESS,
        password=PASSWORD,
    )
    return mailbox, way


def _as_words(names: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in names.items()}
