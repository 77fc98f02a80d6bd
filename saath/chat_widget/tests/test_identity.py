"""The address at which the shop's page says who its visitor is: only the shop's own signature opens anything."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

import pytest

from examples.chat_app.identity import chat_identity
from saath.chats.actions.block import block_visitor, unblock_visitor
from saath.chats.actions.secret import renew_identity_secret
from saath.chats.models import ChatSettings, Visitor
from saath.chats.tests.builders import Chat, Widget, make_chat, writing_visitor
from saath.chats.tests.signing import signed
from saath.core.clock import now
from saath.customers.models import Identity
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db


def new_secret(chat: Chat) -> str:
    with store_scope(chat.store_id):
        return renew_identity_secret(TEST).reveal()


@pytest.fixture
def secret(chat: Chat) -> str:
    return new_secret(chat)


def identify(widget: Widget, token: str) -> tuple[int, dict[str, object]]:
    """Say who it is, and go on by the token that comes back."""
    answer = widget.send("identity", {"identity": token})
    said = answer.json()
    widget.token = said.pop("token", widget.token)
    return answer.status_code, said


def words(widget: Widget) -> list[str]:
    return [each["text"] for each in widget.read().json()["messages"]]


def test_a_good_token_makes_the_visitor_known(chat: Chat, visitor: Widget, secret: str) -> None:
    token = signed("4711", secret=secret, name="Sunita Verma")
    assert identify(visitor, token) == (HTTPStatus.OK, {"name": "Sunita Verma", "is_known": False})
    assert identify(visitor, token) == (HTTPStatus.OK, {"name": "Sunita Verma", "is_known": True})


def test_what_is_refused_says_why_and_shows_and_changes_nothing(
    chat: Chat, visitor: Widget, secret: str
) -> None:
    theirs = writing_visitor(chat, "A secret of Sunita")
    assert identify(theirs, signed("4711", secret=secret))[0] == HTTPStatus.OK
    other = make_chat("ek-jhoola", "hello@jhoola.test")
    before = words(visitor)
    for token in (
        signed("4711", secret=new_secret(other)),
        signed("4711", secret=secret, algorithm="none"),
        signed("4711", secret=secret, at=now() - timedelta(hours=2)),
        signed("4711", secret=secret, at=now() + timedelta(days=2)),
        signed("4711", secret=secret, exp=None),
        signed(None, secret=secret),
        signed("4711", secret=""),
        "",
    ):
        status, told = identify(visitor, token)
        assert (status, told["field"]) == (HTTPStatus.BAD_REQUEST, "identity")
        assert told["title"] == "We could not check who you are."
        assert told["what_to_do"]
        assert words(visitor) == before
    with store_scope(chat.store_id):
        assert Visitor.objects.filter(identity__key="user:4711").count() == 1


def test_a_shop_without_a_secret_knows_nobody(chat: Chat, visitor: Widget) -> None:
    with store_scope(chat.store_id):
        assert ChatSettings.objects.get().identity_secret == ""
    assert identify(visitor, signed("4711", secret=""))[0] == HTTPStatus.BAD_REQUEST


def test_the_secret_before_is_good_for_a_day_and_no_longer(chat: Chat, visitor: Widget, secret: str) -> None:
    renewed = new_secret(chat)
    assert identify(visitor, signed("1", secret=secret))[0] == HTTPStatus.OK
    assert identify(visitor, signed("2", secret=renewed))[0] == HTTPStatus.OK
    with store_scope(chat.store_id):
        ChatSettings.objects.update(former_secret_until=now())
    assert identify(visitor, signed("3", secret=secret))[0] == HTTPStatus.BAD_REQUEST


def test_without_a_visitors_token_a_good_signature_opens_nothing(chat: Chat, secret: str) -> None:
    for widget in (Widget(chat.host), Widget(chat.host, "forged")):
        assert identify(widget, signed("4711", secret=secret))[0] == HTTPStatus.UNAUTHORIZED


def test_who_signs_out_by_dropping_the_token_reads_nothing_more(
    chat: Chat, visitor: Widget, secret: str
) -> None:
    identify(visitor, signed("4711", secret=secret))
    assert words(visitor)
    fresh = Widget(chat.host)
    fresh.begin()
    assert words(fresh) == []


def test_another_visitor_reads_nothing_of_who_was_identified(
    chat: Chat, visitor: Widget, secret: str
) -> None:
    identify(visitor, signed("4711", secret=secret))
    other = writing_visitor(chat, "somebody else")
    assert words(other) == ["somebody else"]


def test_the_token_from_before_opens_nothing_of_who_is_known_since(
    chat: Chat, visitor: Widget, secret: str
) -> None:
    before = Widget(chat.host, visitor.token)
    identify(visitor, signed("4711", secret=secret))
    assert words(visitor)
    assert before.read().status_code == HTTPStatus.UNAUTHORIZED


def test_who_was_shut_out_stays_so_on_every_device(chat: Chat, visitor: Widget, secret: str) -> None:
    token, phone = signed("4711", secret=secret), writing_visitor(chat, "from the phone")
    for device in (visitor, phone):
        assert identify(device, token)[0] == HTTPStatus.OK
    with store_scope(chat.store_id):
        blocked = Visitor.objects.filter(identity__key="user:4711").earliest("id")
        block_visitor(chat.desk.actor, blocked)
        count = Visitor.objects.count()
    assert phone.read().status_code == HTTPStatus.FORBIDDEN
    begun = Widget(chat.host).send("visitors", {"language": "en", "identity": token})
    assert (begun.status_code, begun.json()["title"]) == (HTTPStatus.FORBIDDEN, "This chat is closed.")
    with store_scope(chat.store_id):
        assert Visitor.objects.count() == count
    stranger = writing_visitor(chat, "a stranger")
    assert identify(stranger, token)[0] == HTTPStatus.FORBIDDEN
    with store_scope(chat.store_id):
        unblock_visitor(chat.desk.actor, blocked)
    assert phone.read().status_code == HTTPStatus.OK
    assert identify(stranger, token)[0] == HTTPStatus.OK


def test_who_signs_out_here_stays_known_on_their_other_devices(
    chat: Chat, visitor: Widget, secret: str
) -> None:
    token, phone = signed("4711", secret=secret), writing_visitor(chat, "from the phone")
    for device in (visitor, phone):
        identify(device, token)
    assert visitor.end().status_code == HTTPStatus.NO_CONTENT
    assert visitor.read().status_code == HTTPStatus.UNAUTHORIZED
    assert "from the phone" in words(phone)


def test_guessing_is_slow(chat: Chat, visitor: Widget, secret: str) -> None:
    tries = [identify(visitor, "a.b.c")[0] for _number in range(61)]
    assert tries[-1] == HTTPStatus.TOO_MANY_REQUESTS


def test_the_visitor_may_be_named_from_the_first_words_on(chat: Chat, secret: str) -> None:
    widget = Widget(chat.host)
    begun = widget.send("visitors", {"language": "en", "identity": signed("4711", secret=secret, name="Su")})
    assert begun.status_code == HTTPStatus.CREATED
    widget.token = begun.json()["token"]
    widget.write("Where is it?")
    with store_scope(chat.store_id):
        assert Visitor.objects.get().identity_id == chat.conversation().identity_id
        assert chat.conversation().identity.key == "user:4711"
    refused = Widget(chat.host).send("visitors", {"language": "en", "identity": "a.b.c"})
    assert refused.status_code == HTTPStatus.BAD_REQUEST
    with store_scope(chat.store_id):
        assert Visitor.objects.count() == 1


def test_the_example_of_the_documentation_is_believed(chat: Chat, visitor: Widget, secret: str) -> None:
    token = chat_identity(secret, "4711", "Sunita Verma", "sunita@example.in", True)
    assert identify(visitor, token) == (HTTPStatus.OK, {"name": "Sunita Verma", "is_known": False})
    with store_scope(chat.store_id):
        assert Identity.objects.get(namespace="email").proved_at is not None
