"""No address answers odd input with a fault of ours: in paths, queries and every field of every form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from hypothesis import strategies as st

from saath.conversations.actions.reply import add_note, reply
from saath.conversations.actions.tags import tag_conversation
from saath.conversations.models import Attachment, Conversation, Delivery, Message, Tag
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk
from saath.stores.models import Member
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague
from saath.tenancy.scope import store_scope
from tests.fuzz.dose import doses, holds_for
from tests.fuzz.odd import odd_text
from tests.guards.test_urls import PARAMETER, addresses

pytestmark = pytest.mark.django_db

FORM_FIELD = re.compile(r'<(?:input|select|textarea|button)\b[^>]*\bname="([^"]+)"')
# Read by views without a form of Django's.
OTHER_FIELDS = (
    "after",
    "before",
    "q",
    "queue",
    "to",
    "text",
    "kind",
    "solve",
    "client_key",
    "name",
    "language",
    "next",
)
PAGES = (
    "/settings/you/",
    "/settings/team/",
    "/settings/shop/",
    "/settings/you/password/",
    "/sign-in/",
    "/desk/now/",
)
HTMX = {"HX-Request": "true"}
ROUTES = sorted({address.route for address in addresses("staff")})


@dataclass(frozen=True)
class Shop:
    """A shop at work: who asks, what its rows are called, what its forms ask for."""

    desk: Desk
    owner: Member
    names: dict[str, str]
    fields: tuple[str, ...]

    def browser(self) -> Client:
        """Return a browser of the owner, who may do everything; a fault in a view is raised."""
        client = Client(headers={"host": self.desk.shop.host})
        client.force_login(self.owner.person)
        return client


@dataclass(frozen=True)
class Asked:
    """One request: a route, what stands in its place for a name, and its fields."""

    route: str
    part: str
    fields: dict[str, str]
    is_post: bool
    is_htmx: bool
    has_file: bool


@pytest.fixture
def shop() -> Shop:
    desk = make_desk()
    owner = make_colleague(desk.shop, "owner@example.com", Role.OWNER)
    letter = mail("<b>Kab aayega?</b>")
    letter.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="bill.pdf")
    arrive(letter)
    with store_scope(desk.store_id):
        conversation = Conversation.objects.get()
        reply(desk.actor, conversation, text="Kal", client_key="r1")
        add_note(desk.actor, conversation, text="Ask", client_key="n1")
        tag_conversation(desk.actor, conversation, name="parcel")
        names = {
            "conversation": conversation.public_id,
            "message": Message.objects.earliest("pk").public_id,
            "attachment": Attachment.objects.get().public_id,
            "delivery": Delivery.objects.get().public_id,
            "tag": Tag.objects.get().public_id,
            "public_id": desk.member.public_id,
            "queue": "now",
        }
    known = {name: str(value) for name, value in names.items()}
    shop = Shop(desk, owner, known, ())
    return Shop(desk, owner, known, tuple(sorted(set(fields_of(shop.browser(), known)))))


def fields_of(client: Client, names: dict[str, str]) -> Iterator[str]:
    """Yield the names of all fields of the forms on the pages, and of those that scripts send."""
    thread = f"/desk/now/{names['conversation']}/"
    for page in (*PAGES, thread, f"{thread}customer/"):
        yield from FORM_FIELD.findall(client.get(page).text)
    yield from OTHER_FIELDS


def filled(route: str, names: dict[str, str], odd: str) -> str:
    """Return a route as an address, with what is there where it names a row, else with something odd."""

    def value(match: re.Match[str]) -> str:
        name = match.group().strip("<>").rpartition(":")[2]
        return names.get(name, {"int": "7"}.get(match["converter"] or "", odd))

    return "/" + PARAMETER.sub(value, route)


path_part = odd_text.map(lambda text: re.sub(r"[/?#\x00-\x20\ud800-\udfff]", "", text)[:200] or "x")


@st.composite
def requests(draw: st.DrawFn, fields: Sequence[str]) -> Asked:
    """Return one request to some address of the staff host."""
    return Asked(
        draw(st.sampled_from(ROUTES)),
        draw(path_part),
        draw(st.dictionaries(st.sampled_from(fields), odd_text, max_size=8)),
        is_post=draw(st.booleans()),
        is_htmx=draw(st.booleans()),
        has_file=draw(st.booleans()),
    )


@doses
def test_odd_input_is_no_fault_of_ours(shop: Shop, dose: int) -> None:
    def is_answered(asked: Asked) -> None:
        with transaction.atomic():
            status = ask(shop, asked)
            transaction.set_rollback(True)
        assert status < 500, (asked, status)

    holds_for(is_answered, requests(shop.fields), dose=dose, examples=300)


def ask(shop: Shop, asked: Asked) -> int:
    """Ask as the owner, and return the status; a fault in a view is raised."""
    address, browser = filled(asked.route, shop.names, asked.part), shop.browser()
    headers = HTMX if asked.is_htmx else {}
    if not asked.is_post:
        return browser.get(address, asked.fields, headers=headers).status_code
    sent: dict[str, object] = dict(asked.fields)
    if asked.has_file:
        sent["files"] = SimpleUploadedFile(asked.part, asked.part.encode())
    return browser.post(address, sent, headers=headers).status_code
