"""Asking to be told of answers: for the holder of a token of this very shop, bounded, and undone by nobody else."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from saath.chats.actions.block import block_visitor
from saath.chats.models import ChatPush
from saath.chats.tests.builders import Chat, Widget, make_chat, only_visitor
from saath.core.push.encryption import from_text
from saath.core.tests.push_service import Browser
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
SERVICE = "https://updates.push.example.com/"


def subscription(name: str = "one", **other: Any) -> dict[str, Any]:
    """Return a subscription as a push service gives it."""
    return {"endpoint": SERVICE + name, "expirationTime": None, "keys": Browser().keys, **other}


def kept(chat: Chat) -> int:
    with store_scope(chat.store_id):
        return ChatPush.objects.count()


def test_the_same_subscription_again_is_the_same_one(chat: Chat, visitor: Widget) -> None:
    asked = subscription()
    first, again = visitor.send("pushes", asked), visitor.send("pushes", asked)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert kept(chat) == 1


def test_new_keys_of_the_same_address_take_the_place_of_the_old(chat: Chat, visitor: Widget) -> None:
    visitor.send("pushes", subscription())
    renewed = subscription()
    assert visitor.send("pushes", renewed).status_code == 200
    with store_scope(chat.store_id):
        assert ChatPush.objects.get().auth == renewed["keys"]["auth"]


def test_it_is_undone_once_and_by_its_own_device_alone(chat: Chat, visitor: Widget) -> None:
    address = f"pushes/{visitor.send('pushes', subscription()).json()['id']}"
    other = Widget(chat.host)
    other.begin()
    assert other.delete(address).status_code == 404
    assert (visitor.delete(address).status_code, visitor.delete(address).status_code) == (204, 404)
    assert kept(chat) == 0
    assert visitor.delete(f"pushes/{uuid4()}").status_code == 404


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (subscription(endpoint="http://updates.push.example.com/one"), "endpoint"),
        (subscription(endpoint="https://user:word@push.example.com/one"), "endpoint"),
        (subscription(endpoint="https://["), "endpoint"),
        (subscription(endpoint="https://push.example.com/\x00"), "endpoint"),
        (subscription(endpoint=7), "endpoint"),
        ({"keys": Browser().keys}, "endpoint"),
        (subscription(keys=None), "keys"),
        (subscription(keys={"p256dh": "AAAA", "auth": "AAAA"}), "keys"),
        (subscription(keys={"p256dh": "ન", "auth": ""}), "keys"),
        (subscription(keys={"p256dh": 1, "auth": ""}), "p256dh"),
    ],
)
def test_what_no_push_service_gives_is_refused_in_words(
    chat: Chat, visitor: Widget, asked: dict[str, Any], field: str
) -> None:
    refused = visitor.send("pushes", asked)
    assert refused.status_code == 400
    assert refused["Content-Type"] == "application/problem+json"
    assert refused.json()["field"] == field
    assert kept(chat) == 0


def test_keys_that_hide_something_between_their_letters_are_refused(chat: Chat, visitor: Widget) -> None:
    keys = Browser().keys
    hidden = {**keys, "auth": keys["auth"] + "\x00" * 200}
    assert from_text(keys["auth"])
    assert visitor.send("pushes", subscription(keys=hidden)).status_code == 400


def test_of_many_devices_those_that_asked_last_are_told(chat: Chat, visitor: Widget) -> None:
    asked = [visitor.send("pushes", subscription(f"app-{number}")).status_code for number in range(12)]
    assert asked == [201] * 12
    with store_scope(chat.store_id):
        left = set(ChatPush.objects.values_list("endpoint", flat=True))
    assert left == {f"{SERVICE}app-{number}" for number in range(2, 12)}


def test_who_asks_too_often_is_asked_to_wait(chat: Chat, visitor: Widget) -> None:
    asked = [visitor.send("pushes", subscription()).status_code for _number in range(31)]
    assert asked[-1] == 429


def test_nobody_without_a_token_of_this_shop_asks_for_anything(chat: Chat, visitor: Widget) -> None:
    other = make_chat("ek-jhoola", "hello@jhoola.test")
    push = visitor.send("pushes", subscription()).json()["id"]
    for stranger in (
        Widget(chat.host),
        Widget(chat.host, "made up"),
        Widget(other.host, visitor.token),
    ):
        assert stranger.get("pushes").status_code == 401
        assert stranger.send("pushes", subscription("two")).status_code == 401
        assert stranger.delete(f"pushes/{push}").status_code == 401
    assert (kept(chat), kept(other)) == (1, 0)


def test_two_shops_may_tell_one_app(chat: Chat, visitor: Widget) -> None:
    other = make_chat("ek-jhoola", "hello@jhoola.test")
    theirs = Widget(other.host)
    theirs.begin()
    asked = subscription()
    assert visitor.send("pushes", asked).status_code == theirs.send("pushes", asked).status_code == 201
    assert (kept(chat), kept(other)) == (1, 1)


def test_who_is_blocked_is_taken_in_no_more(chat: Chat, visitor: Widget) -> None:
    with store_scope(chat.store_id):
        block_visitor(chat.desk.actor, only_visitor(chat))
    assert visitor.send("pushes", subscription()).status_code == 403
    assert kept(chat) == 0


def test_a_colleague_is_no_visitor(chat: Chat) -> None:
    colleague = Widget(chat.host)
    colleague._client.force_login(chat.desk.member.person)
    assert colleague.send("pushes", subscription()).status_code == 401
