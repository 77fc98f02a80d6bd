"""The pages of connections: connecting, looking, changing, ending; for who may see settings and nobody else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from saath.accounts.models import AuditEntry, AuditKind
from saath.core.clock import now
from saath.orders.actions.asking import note_asked
from saath.orders.connectors.registry import connector_keys
from saath.orders.connectors.tests.contract import SECRET, recording_of
from saath.orders.hooks.tests.doors import Door, open_door, read
from saath.orders.keys import credentials_of, secrets_of
from saath.orders.models import Connection, Received
from saath.orders.polling.place import Place
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, Shop, browser_of, make_colleague, make_shop
from saath.tenancy.models import Store

STAFF = "config.urls.staff"
SAID = recording_of("shopify")


def at(name: str, *args: object) -> str:
    return reverse(f"connections:{name}", args=args, urlconf=STAFF)


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("platform", connector_keys())
def test_each_platform_is_connected_with_its_steps_and_address(owner: Client, platform: str) -> None:
    assert f"/new/{platform}/" in text(owner, at("choose"))
    account = {"shopify": "Paanch-Takiye", "woocommerce": "shop.example/"}.get(platform, "")
    answer = owner.post(at("connect", platform), {"account": account, "name": "Our shop"})
    connection = Connection.objects.get()
    assert answer["Location"] == at("one", connection.public_id)
    page = text(owner, answer["Location"])
    assert f"http://help.paanch-takiye.test/hooks/{connection.public_id}/" in page
    assert "Our shop" in text(owner, at("all"))


def test_account_is_kept_in_one_writing(owner: Client) -> None:
    url = at("connect", "shopify")
    written = "https://admin.shopify.com/store/paanch-takiye/orders"
    owner.post(url, {"account": written, "name": "Shopify"})
    assert Connection.objects.get().account == "paanch-takiye.myshopify.com"
    assert owner.post(url, {"account": "paanch-takiye.myshopify.com", "name": "Again"}).status_code == 422
    assert owner.post(url, {"account": "no shop!", "name": "Shopify"}).status_code == 422


def test_shop_is_asked_at_its_safe_address(owner: Client) -> None:
    owner.post(at("connect", "woocommerce"), {"account": "http://shop.example/wp-admin/", "name": "Our shop"})
    assert Connection.objects.get().account == "https://shop.example"


def test_secret_is_made_shown_once_and_changed(owner: Client, shop: Shop) -> None:
    owner.post(at("connect", "shiprocket"), {"name": "Shiprocket"})
    connection = Connection.objects.get()
    page = owner.post(at("renew", connection.public_id)).content.decode()
    connection.refresh_from_db()
    (secret,) = secrets_of(connection, now())
    assert secret in page
    assert secret not in text(owner, at("one", connection.public_id))
    owner.post(at("renew", connection.public_id), {"known": "yes"})
    connection.refresh_from_db()
    assert secret not in secrets_of(connection, now())


def test_entered_secret_and_key_are_never_shown(owner: Client, shopify: Door) -> None:
    here = shopify.connection.public_id
    owner.post(at("secret", here), {"secret": "another-secret"})
    owner.post(at("credentials", here), {"token": "shpat_123456"})
    assert owner.post(at("secret", here), {"secret": "x"}).status_code == 422
    assert owner.post(at("credentials", here), {"token": ""}).status_code == 422
    page = text(owner, at("one", here))
    assert not any(told in page for told in ("another-secret", SECRET, "shpat_123456"))
    fresh = Connection.objects.get()
    assert list(secrets_of(fresh, now())) == ["another-secret", SECRET]
    assert str(credentials_of(fresh)["token"]) == "•••"


def test_deliveries_are_looked_at_taken_out_and_read_again(owner: Client, shopify: Door) -> None:
    here = shopify.connection.public_id
    shopify.tell({**SAID.said, "currency": "<b>"}, dict(SAID.headers))
    shopify.tell({"customer": {"id": 901}}, {"X-Shopify-Topic": "customers/redact"})
    read()
    failed, asked = Received.objects.order_by("id")
    assert "1 request waits for you." in text(owner, at("one", here))
    assert str(asked.public_id) not in text(owner, at("deliveries", here) + "?state=failed")
    page = text(owner, at("delivery", here, failed.public_id))
    assert "&lt;b&gt;" in page
    file = owner.get(at("download", here, failed.public_id))
    assert (file.content, file["X-Content-Type-Options"]) == (bytes(failed.body), "nosniff")
    assert file["Content-Disposition"].startswith("attachment")
    assert AuditEntry.objects.filter(kind=AuditKind.DELIVERY_SEEN).count() == 1
    owner.post(at("again", here, failed.public_id))
    failed.refresh_from_db()
    assert failed.state == "received"
    read()
    owner.post(at("settle", here, asked.public_id))
    owner.post(at("again_all", here))
    assert set(Received.objects.values_list("state", flat=True)) == {"received", "settled"}


def test_ended_connection_is_gone_from_the_pages(owner: Client, shopify: Door) -> None:
    here = shopify.connection.public_id
    owner.post(at("end", here))
    assert owner.get(at("one", here)).status_code == 404
    assert not Connection.objects.get().secrets_sealed


def test_who_may_not_see_settings_sees_nothing(shop: Shop, shopify: Door) -> None:
    here = shopify.connection.public_id
    urls = [at("all"), at("choose"), at("connect", "shopify"), at("one", here), at("deliveries", here)]
    deeds = [
        at(name, here) for name in ("secret", "renew", "credentials", "history", "test", "end", "again_all")
    ]
    member = browser_of(make_colleague(shop, "arjun@example.in", Role.MEMBER), shop)
    outsider = browser_of(make_colleague(make_shop("two"), "eve@example.in", Role.OWNER), shop)
    for client, status in ((member, 403), (outsider, 404)):
        assert {client.get(url).status_code for url in urls} == {status}
        assert {client.post(url).status_code for url in deeds} == {status}
    assert Connection.objects.get().is_active


def test_connection_of_another_shop_is_not_there(owner: Client, shopify: Door) -> None:
    other = make_shop("two")
    stranger = browser_of(make_colleague(other, "eve@example.in", Role.OWNER), other)
    assert stranger.get(at("one", shopify.connection.public_id)).status_code == 404
    assert open_door("aftership").connection.is_active


def test_what_was_asked_for_is_no_waiting_for_the_first_news(owner: Client, store: Store) -> None:
    connection = open_door("woocommerce", "https://shop.example").connection
    assert "Waiting for the first news" in text(owner, at("one", connection.public_id))
    note_asked(TEST, connection, change=lambda place: place)
    for page in (at("one", connection.public_id), at("all")):
        assert "Waiting for the first news" not in text(owner, page)
    assert "no delivery has come by itself yet" in text(owner, at("one", connection.public_id))


def test_history_on_its_way_is_watched_until_it_is_in(owner: Client) -> None:
    owner.post(at("connect", "woocommerce"), {"account": "https://shop.example", "name": "Our shop"})
    connection = Connection.objects.get()
    keys = {"consumer_key": "ck_example", "consumer_secret": "cs_example"}
    owner.post(at("credentials", connection.public_id), keys)
    here = at("one", connection.public_id)
    assert 'hx-select="#history"' not in text(owner, here)
    owner.post(at("history", connection.public_id))
    assert 'hx-select="#history"' in text(owner, here)
    connection.refresh_from_db()
    connection.poll_cursor = Place.of(connection).brought(is_done=True).as_json()
    connection.save(update_fields=["poll_cursor"])
    assert 'hx-select="#history"' not in text(owner, here)
