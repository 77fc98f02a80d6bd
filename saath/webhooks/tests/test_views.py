"""The pages of webhooks, for who may see settings and nobody else."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saath.accounts.models import AuditEntry, AuditKind
from saath.core.clock import now
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, Shop, browser_of, make_colleague, make_shop
from saath.tenancy.scope import store_scope
from saath.webhooks.actions.endpoints import MOST_ENDPOINTS, pause_endpoint
from saath.webhooks.models import Attempt, Delivery, Endpoint, Replay
from saath.webhooks.tests.builders import happen, make_endpoint, states, work
from saath.webhooks.tests.receiver import Receiver

STAFF = "config.urls.staff"
URL = "https://shop.example/saath"
SECRET = re.compile(r"whsec_[A-Za-z0-9+/=]+")
DEEDS = ("test", "pause", "resume", "rotate", "replay", "remove")


def at(name: str, *args: object) -> str:
    return reverse(f"webhooks:{name}", args=args, urlconf=STAFF)


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_webhook_is_added_and_its_secret_shown_once(owner: Client, receiver: Receiver) -> None:
    assert "New webhook" in text(owner, at("all"))
    answer = owner.post(
        at("add"), {"name": "Our server", "url": receiver.url, "hears": "some", "kinds": ["customer.changed"]}
    )
    secret = SECRET.search(answer.content.decode())
    assert secret is not None
    assert "no-store" in answer["Cache-Control"]
    endpoint = Endpoint.objects.get()
    assert (endpoint.kinds, endpoint.hears_everything) == (["customer.changed"], False)
    for page in (at("all"), at("one", endpoint.public_id), at("edit", endpoint.public_id)):
        assert "Our server" in text(owner, page)
        assert secret[0] not in text(owner, page)
    happen()
    work()
    assert receiver.heard[0].opened_with(secret[0])["type"] == "customer.changed"
    assert "Everything arrives." in text(owner, at("one", endpoint.public_id))
    entry = AuditEntry.objects.get(kind=AuditKind.SETTINGS_CHANGED)
    assert entry.detail["changed"] == ["webhook added"]


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"url": "http://shop.example/"},
        {"url": "https://10.0.0.1/"},
        {"hears": "some"},
        {"kinds": ["no.such"]},
    ],
)
def test_what_does_not_fit_is_marked_and_kept(owner: Client, change: dict[str, object]) -> None:
    answer = owner.post(at("add"), {"name": "Ours", "url": URL, "hears": "all", **change})
    assert answer.status_code == 422
    assert "alert" in answer.content.decode()
    assert not Endpoint.objects.exists()


def test_there_are_twenty_at_most(owner: Client) -> None:
    for number in range(MOST_ENDPOINTS):
        make_endpoint(URL, name=f"Server {number}")
    answer = owner.post(at("add"), {"name": "One more", "url": URL, "hears": "all"})
    assert answer.status_code == 422
    assert Endpoint.objects.count() == MOST_ENDPOINTS


def test_a_webhook_is_changed_and_an_old_page_changes_nothing(owner: Client) -> None:
    endpoint = make_endpoint(URL).endpoint
    said = {"name": "Till", "url": URL, "hears": "some", "kinds": ["order.created"], "version": 1}
    assert owner.post(at("edit", endpoint.public_id), said).status_code == 302
    assert Endpoint.objects.get().kinds == ["order.created"]
    assert owner.post(at("edit", endpoint.public_id), {**said, "name": "Old"}).status_code == 422
    assert Endpoint.objects.get().name == "Till"


def test_log_shows_what_was_sent_and_answered_without_secrets(owner: Client, receiver: Receiver) -> None:
    made = make_endpoint(receiver.url)
    receiver.statuses, receiver.says = [500], b"<b>broken</b>"
    happen()
    work()
    here, delivery = made.endpoint.public_id, Delivery.objects.get()
    assert "customer.changed" in text(owner, at("deliveries", here))
    assert str(delivery.public_id) not in text(owner, at("deliveries", here) + "?state=taken")
    page = text(owner, at("delivery", here, delivery.public_id))
    assert "500 Internal Server Error" in page
    assert "&lt;b&gt;broken&lt;/b&gt;" in page
    assert str(delivery.message) in page
    assert receiver.heard[0].headers["webhook-signature"] not in page
    assert made.secret not in page


def test_one_is_sent_again_from_its_page(owner: Client, receiver: Receiver) -> None:
    made = make_endpoint(receiver.url)
    happen()
    work()
    owner.post(at("again", made.endpoint.public_id, Delivery.objects.get().public_id))
    work()
    assert len(receiver.heard) == 2
    assert Attempt.objects.count() == 2


def test_resumed_it_is_said_to_be_well_only_once_something_arrived(owner: Client, receiver: Receiver) -> None:
    endpoint = make_endpoint(receiver.url).endpoint
    here = at("one", endpoint.public_id)
    happen()
    work()
    pause_endpoint(TEST, endpoint)
    owner.post(at("resume", endpoint.public_id))
    assert "Everything arrives." not in text(owner, here)
    happen()
    work()
    assert "Everything arrives." in text(owner, here)


def test_what_waits_while_it_is_stopped_is_not_said_to_be_on_its_way(
    owner: Client, receiver: Receiver
) -> None:
    receiver.statuses = [500]
    endpoint = make_endpoint(receiver.url).endpoint
    happen()
    work()
    assert "1 delivery is on its way." in text(owner, at("one", endpoint.public_id))
    pause_endpoint(TEST, endpoint)
    stopped = text(owner, at("one", endpoint.public_id))
    assert "1 delivery waits until you resume." in stopped
    assert "delivery is on its way" not in stopped


def test_a_test_is_sent_and_its_answer_shown(owner: Client, receiver: Receiver) -> None:
    here = make_endpoint(receiver.url).endpoint.public_id
    owner.post(at("test", here))
    assert "on its way" in text(owner, at("one", here))
    owner.post(at("test", here))
    assert Delivery.objects.count() == 1
    work()
    assert "200 OK" in text(owner, at("one", here))


def test_paused_it_is_sent_nothing_and_resumed_it_offers_what_it_missed(
    owner: Client, receiver: Receiver
) -> None:
    here = make_endpoint(receiver.url, "customer.changed").endpoint.public_id
    owner.post(at("pause", here))
    assert "Paused" in text(owner, at("all"))
    happen()
    work()
    answer = owner.post(at("resume", here))
    assert "since=" in answer["Location"]
    assert "Send again" in text(owner, answer["Location"])
    since = f"{now() - timedelta(hours=1):%Y-%m-%dT%H:%M}"
    owner.post(at("replay", here), {"since": "2020-01-01T00:00", "until": ""})
    work()
    assert states().count("taken") == 1
    assert Replay.objects.count() == 1
    assert owner.post(at("replay", here), {"since": "soon"}).status_code == 422
    assert owner.post(at("replay", here), {"since": since, "until": "2020-01-01T00:00"}).status_code == 422


def test_odd_addresses_of_pages_are_no_fault(owner: Client) -> None:
    here = make_endpoint(URL).endpoint.public_id
    text(owner, at("one", here) + "?since=9999999999")
    text(owner, at("one", here) + "?since=x")
    text(owner, at("deliveries", here) + "?state=x")
    assert owner.get(at("deliveries", here) + "?cursor=x").status_code in (400, 422)


def test_another_secret_is_shown_once(owner: Client) -> None:
    made = make_endpoint(URL)
    page = owner.post(at("rotate", made.endpoint.public_id)).content.decode()
    secret = SECRET.search(page)
    assert secret is not None
    assert secret[0] != made.secret
    assert "24 hours" in page


def test_a_removed_webhook_is_gone_from_the_pages(owner: Client) -> None:
    here = make_endpoint(URL).endpoint.public_id
    owner.post(at("remove", here))
    assert owner.get(at("one", here)).status_code == 404


def test_the_list_asks_the_same_of_one_and_of_many(owner: Client, django_assert_num_queries: object) -> None:

    make_endpoint(URL)
    text(owner, at("all"))
    with CaptureQueriesContext(connection) as one:
        text(owner, at("all"))
    for _each in range(9):
        make_endpoint(URL)
    with CaptureQueriesContext(connection) as many:
        text(owner, at("all"))
    assert len(one) == len(many)


def test_who_may_not_see_settings_sees_nothing(shop: Shop, receiver: Receiver) -> None:
    endpoint = make_endpoint(receiver.url).endpoint
    happen()
    work()
    sent, here = Delivery.objects.get().public_id, endpoint.public_id
    urls = [
        at("all"),
        at("add"),
        at("one", here),
        at("edit", here),
        at("deliveries", here),
        at("delivery", here, sent),
    ]
    deeds = [at(name, here) for name in DEEDS] + [at("again", here, sent), at("add"), at("edit", here)]
    member = browser_of(make_colleague(shop, "arjun@example.in", Role.MEMBER), shop)
    outsider = browser_of(make_colleague(make_shop("two"), "eve@example.in", Role.OWNER), shop)
    for client, status in ((member, 403), (outsider, 404)):
        assert {client.get(url).status_code for url in urls} == {status}
        assert {client.post(url).status_code for url in deeds} == {status}
    nobody = browser_of(None, shop)
    assert {nobody.get(url).status_code for url in urls} == {302}
    assert Endpoint.objects.get().is_listening


def test_webhook_of_another_shop_is_not_there(shop: Shop, receiver: Receiver) -> None:
    endpoint = make_endpoint(receiver.url).endpoint
    happen()
    work()
    sent, here = Delivery.objects.get().public_id, endpoint.public_id
    other = make_shop("two")
    stranger = browser_of(make_colleague(other, "eve@example.in", Role.OWNER), other)
    with store_scope(other.store.pk):
        theirs = make_endpoint(URL).endpoint.public_id
    assert {stranger.get(at(name, here)).status_code for name in ("one", "edit", "deliveries")} == {404}
    assert {stranger.post(at(name, here)).status_code for name in DEEDS} == {404}
    assert stranger.get(at("delivery", theirs, sent)).status_code == 404
    assert stranger.post(at("again", theirs, sent)).status_code == 404
    assert "shop.example" not in text(
        browser_of(make_colleague(shop, "o@example.in", Role.OWNER), shop), at("all")
    )
    pause_endpoint(TEST, endpoint)
