"""Helping to choose: a product goes into the answer with links of ours, and what comes of it is told where it was offered."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings
from pytest_httpserver import HTTPServer

from saath.accounts.models import AuditEntry
from saath.conversations.actions.reply import reply, undo_reply
from saath.conversations.models import Conversation, DraftFile
from saath.conversations.tests.builders import Desk
from saath.core.clock import now
from saath.customers.models import Customer
from saath.files.tests.test_pictures import photo
from saath.orders.actions.products import take_products
from saath.orders.data import BuyerData, LineData
from saath.orders.models import Connection, Offer, Product, Variant
from saath.orders.tests.builders import make_platform, order_data, sheet, take
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.models import Domain
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
HOST = "help.paanch.test"
SHEET = LineData("L1", "Neelambari bedsheet", 1, 245_000, product_key="1", variant_key="K")


@pytest.fixture
def goods(desk: Desk, conversation: Conversation) -> str:
    """Return what the desk calls the King-size bedsheet of a shop with a host for its customers."""
    Domain.objects.create(store=desk.shop.store, purpose=Domain.Purpose.SHOPPER, host=HOST)
    with store_scope(desk.store_id):
        Conversation.objects.update(language="en")
        Customer.objects.update(language="en")
        told = sheet(url="https://paanch-takiye.example/products/neelambari")
        take_products(desk.actor, make_platform(), told=[told], read_at=now())
        king = Variant.objects.select_related("product").get(key="K")
        return f"{king.product.public_id}.{king.public_id}"


@pytest.fixture
def shop_server(httpserver: HTTPServer, settings: Settings) -> HTTPServer:
    """Return a shop's own server, which may be asked although it stands here."""
    settings.ALLOWED_PRIVATE_HOSTS = [httpserver.host]
    return httpserver


def put(browser: Client, conversation: Conversation, name: str, **given: str) -> Any:
    return browser.post(
        reverse(f"desk:{name}", args=[conversation.public_id]), given, headers={"hx-request": "true"}
    )


def offered(browser: Client, conversation: Conversation, goods: str) -> Any:
    return put(browser, conversation, "offer", goods=goods)


def laid(browser: Client, conversation: Conversation, name: str, **given: str) -> str:
    return str(json.loads(put(browser, conversation, name, **given).headers["HX-Trigger"])["laid"]["text"])


def opened(link: str, host: str = HOST) -> Any:
    return Client(headers={"host": host}).get(urlsplit(link.rpartition("](")[2].rstrip(")\n")).path)


def test_a_product_is_found_in_another_script_and_sold_where_it_was_offered(
    desk: Desk, colleague: Client, conversation: Conversation, goods: str
) -> None:
    found = colleague.get(
        reverse("desk:products", args=[conversation.public_id]) + "?q=नीलांबरी", headers={"hx-request": "true"}
    ).content.decode()
    assert goods in found
    card = laid(colleague, conversation, "offer", goods=goods)
    assert card.startswith("*Neelambari bedsheet, King*\n₹2,450.00\nOnly 3 left\n[See it in the shop](http")
    before = opened(card)
    assert before.status_code == 302
    assert before.headers["Location"].startswith("https://paanch-takiye.example/products/neelambari?saath=")
    assert not before.cookies
    with store_scope(desk.store_id):
        offer = Offer.objects.get()
        assert (offer.sent_at, offer.opens) == (None, 1)
        message = reply(desk.actor, conversation, text=card, client_key="k")
        assert Offer.objects.get().sent_at is not None
        undo_reply(desk.actor, message)
        assert Offer.objects.get().sent_at is None
        reply(desk.actor, conversation, text=card, client_key="k2")
        platform = Connection.objects.get()
        who = BuyerData(name="Usha", email=conversation.identity.address)
        placed = now() + timedelta(minutes=5)
        take(
            platform,
            order_data("7", lines=(SHEET,), buyer=who, placed_at=placed, updated_at=placed),
        )
    thread = colleague.get(reverse("desk:thread", args=["now", conversation.public_id])).content.decode()
    assert "bought what was offered here: PT-20417, ₹2,450.00" in thread
    page = colleague.get(reverse("desk:all_products") + "?q=chadar").content.decode()
    assert "1 order came of products in answers" in page
    assert "Neelambari bedsheet" in page


def test_a_payment_is_asked_for_by_a_link_that_proves_nothing(
    desk: Desk, colleague: Client, conversation: Conversation, goods: str
) -> None:
    owner = browser_of(make_colleague(desk.shop, "owner@example.com", Role.OWNER), desk.shop)
    assert owner.post(reverse("desk:payments"), {"vpa": "no", "name": "x"}).status_code == 422
    owner.post(reverse("desk:payments"), {"vpa": "takiye@okbank", "name": "Paanch Takiye"})
    assert colleague.post(reverse("desk:payments"), {"vpa": "mine@okbank", "name": "x"}).status_code == 403
    link = laid(colleague, conversation, "pay", amount="449.50")
    shown = opened(link).content.decode()
    assert "upi://pay?pa=takiye@okbank&amp;pn=Paanch%20Takiye" in shown
    assert "am=449.50&amp;cu=INR" in shown
    assert "does not know whether you have paid" in shown
    for written in ("4.495", "1e900000", "1e999999"):
        wrong = colleague.post(
            reverse("desk:pay", args=[conversation.public_id]),
            {"amount": written},
            headers={"hx-request": "true"},
        )
        assert "This is no amount in rupees." in wrong.content.decode()
        assert wrong.headers["HX-Retarget"] == "#products"
    assert AuditEntry.objects.filter(detail={"changed": ["payment account"]}).count() == 1


def test_a_link_of_ours_with_another_mark_or_of_another_shop_leads_nowhere(
    desk: Desk, colleague: Client, conversation: Conversation, goods: str
) -> None:
    card = laid(colleague, conversation, "offer", goods=goods)
    path = urlsplit(card.rpartition("](")[2].rstrip(")\n")).path
    assert opened(path[:-2] + ("a/" if path[-2] != "a" else "b/")).status_code == 400
    with store_scope(desk.store_id):
        Offer.objects.update(address="https://evil.example/")
    refused = opened(path)
    assert refused.status_code == 404
    assert "Location" not in refused.headers


def test_who_only_reads_offers_nothing_and_strangers_see_nothing(
    desk: Desk, conversation: Conversation, goods: str
) -> None:
    reader = browser_of(make_colleague(desk.shop, "hemal@example.com", Role.READER), desk.shop)
    place = [conversation.public_id]
    assert reader.get(reverse("desk:products", args=place)).status_code == 403
    assert reader.post(reverse("desk:offer", args=place), {"goods": goods}).status_code == 403
    assert reader.get(reverse("desk:all_products")).status_code == 200
    assert browser_of(None, desk.shop).get(reverse("desk:all_products")).status_code == 302


def test_the_picture_goes_with_a_product_once_and_can_be_taken_away(
    desk: Desk, colleague: Client, conversation: Conversation, goods: str, shop_server: HTTPServer
) -> None:
    shop_server.expect_request("/neelambari.png").respond_with_data(
        photo("PNG").getvalue(), content_type="image/png"
    )
    with store_scope(desk.store_id):
        Product.objects.update(picture=shop_server.url_for("/neelambari.png"))
    for _each in range(2):
        page = offered(colleague, conversation, goods).content.decode()
        assert page.count("Neelambari bedsheet, King.jpg</span>") == 1
        assert 'hx-swap-oob="true"' in page
    with store_scope(desk.store_id):
        kept = DraftFile.objects.select_related("file").get()
        assert (kept.file.content_type, kept.file.kind) == ("image/jpeg", "attachment")
        message = reply(desk.actor, conversation, text="Here it is", client_key="k", kept=[kept])
        assert message.attachments.get().name == "Neelambari bedsheet, King.jpg"


@pytest.mark.parametrize("body", [b"<html>no picture</html>", b""])
def test_a_product_whose_picture_cannot_be_had_goes_without_it_and_says_so(
    desk: Desk,
    colleague: Client,
    conversation: Conversation,
    goods: str,
    shop_server: HTTPServer,
    body: bytes,
) -> None:
    shop_server.expect_request("/x").respond_with_data(body)
    shop_server.expect_request("/real").respond_with_data(photo().getvalue())
    private = f"http://127.0.0.1:{shop_server.port}/real"
    for address in (shop_server.url_for("/x"), shop_server.url_for("/gone"), private, "http://[::1/x"):
        with store_scope(desk.store_id):
            Variant.objects.filter(key="K").update(picture=address)
        told = json.loads(offered(colleague, conversation, goods).headers["HX-Trigger"])
        assert told["laid"]["text"].startswith("*Neelambari bedsheet, King*")
        assert told["toast"]["text"] == "The picture could not be had: the product goes without it."
    with store_scope(desk.store_id):
        assert not DraftFile.objects.exists()


@pytest.fixture
def pictured(desk: Desk, goods: str, shop_server: HTTPServer) -> str:
    """Return what the desk calls a product with a picture."""
    shop_server.expect_request("/sheet.png").respond_with_data(photo("PNG").getvalue())
    with store_scope(desk.store_id):
        Product.objects.update(picture=shop_server.url_for("/sheet.png"))
    return goods


def test_a_picture_goes_with_the_note_that_is_written_and_leaves_its_files_there(
    desk: Desk, colleague: Client, conversation: Conversation, pictured: str
) -> None:
    files = {"files": SimpleUploadedFile("invoice.txt", b"449"), "kind": "note"}
    colleague.post(
        reverse("desk:draft_files", args=[conversation.public_id]), files, headers={"hx-request": "true"}
    )
    page = put(colleague, conversation, "offer", goods=pictured, kind="note").content.decode()
    assert "invoice.txt</span>" in page
    assert "King.jpg</span>" in page
    with store_scope(desk.store_id):
        assert {each.draft.kind for each in DraftFile.objects.select_related("draft")} == {"note"}
    assert 'hx-include="#composer [name=kind]:checked"' in _chooser_of(colleague, conversation)


def _chooser_of(browser: Client, conversation: Conversation) -> str:
    return browser.get(
        reverse("desk:products", args=[conversation.public_id]), headers={"hx-request": "true"}
    ).content.decode()


def test_without_scripts_the_thread_shows_the_picture_or_says_that_there_is_none(
    desk: Desk, colleague: Client, conversation: Conversation, pictured: str
) -> None:
    address = reverse("desk:offer", args=[conversation.public_id])
    page = colleague.post(address, {"goods": pictured}).content.decode()
    assert "King.jpg</span>" in page
    assert "could not be had" not in page
    with store_scope(desk.store_id):
        Product.objects.update(picture="http://127.0.0.1:9/gone")
    page = colleague.post(address, {"goods": pictured}).content.decode()
    assert "The picture could not be had: the product goes without it." in page
