"""The chat's API while its visitor says anything: it answers in words, breaks nowhere, and opens nobody else's chat."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from hypothesis import strategies as st

from saath.chat_widget.urls import urlpatterns
from saath.chats.actions.secret import renew_identity_secret
from saath.chats.tests.builders import Chat, Widget, make_chat, writing_visitor
from saath.chats.tests.signing import part, signed
from saath.conversations.actions.reply import reply
from saath.conversations.models import Conversation
from saath.core import ratelimit
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope
from tests.fuzz.dose import doses, holds_for
from tests.fuzz.odd import damaged, odd_text

pytestmark = [pytest.mark.django_db, pytest.mark.wide]
SECRET = "What nobody else may read"
ADDRESSES = [
    "/" + str(each.pattern).replace("<uuid:push>", "0190aaaa-bbbb-7ccc-8ddd-eeeeffff0001")
    for each in urlpatterns
]
API = [each for each in ADDRESSES if each.startswith("/chat/v1/")]
NAMES = ["language", "name", "identity", "key", "text", "up_to", "is_typing", "email", "is_sorted", "words", "stars", "endpoint",
         "keys", "p256dh", "auth", "page_url", "page_title", "referrer"]  # fmt: skip
odd_words = st.one_of(
    odd_text, st.sampled_from(["\ud800", "a\udfffb@example.in", "en", "gu", "key-0001", "sunita@example.in"])
)
odd_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.integers(1, 5), st.floats(), odd_words),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(NAMES), inner, max_size=3)
    ),
    max_leaves=4,
)
objects = st.dictionaries(st.sampled_from(NAMES), odd_values, max_size=8)
bodies = st.one_of(
    objects.map(lambda fields: json.dumps(fields).encode()),
    odd_values.map(lambda value: json.dumps(value).encode()),
    objects.flatmap(lambda fields: damaged(json.dumps(fields).encode())),
    st.binary(max_size=60),
    st.sampled_from([b"[" * 100_000, b'{"stars":' + b"9" * 10_000 + b"}", b"{" + b" " * 30_000 + b"}"]),
)
headers = st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF), max_size=40)


@pytest.fixture
def solved() -> tuple[Chat, Widget]:
    """Return a shop with a secret, and a visitor who was answered, whose question is solved."""
    chat = make_chat()
    widget = writing_visitor(chat, SECRET)
    with store_scope(chat.store_id):
        reply(chat.desk.actor, Conversation.objects.get(), text="It comes.", client_key="k", solve=True)
    return chat, widget


@pytest.fixture(autouse=True)
def _nobody_is_too_fast() -> Any:
    """Count every try, and refuse none for its number."""
    with patch.object(ratelimit, "seconds_to_wait", return_value=0):
        yield


def check(answer: Any) -> None:
    """Hold that an answer breaks nothing, keeps nothing in the browser, and says in words what it refuses."""
    assert answer.status_code < 500
    assert not answer.cookies
    if answer.status_code >= 400 and answer.request["REQUEST_METHOD"] != "HEAD":
        told = answer.json()
        assert answer["Content-Type"] == "application/problem+json"
        assert told["status"] == answer.status_code
        assert told["title"]
    if answer.status_code == HTTPStatus.UNAUTHORIZED:
        assert answer["WWW-Authenticate"] == "Bearer"


@doses
def test_any_words_in_any_way_at_every_address(solved: tuple[Chat, Widget], dose: int) -> None:
    chat, widget = solved
    client = Client()

    def ask(address: str, method: str, body: bytes, kind: str, query: dict[str, str]) -> None:
        token = Widget(chat.host)
        token.begin()
        for each in (token, widget):
            path = f"{address}?{'&'.join(f'{name}={value}' for name, value in query.items())}"
            check(client.generic(method, path, body, content_type=kind, headers=each.headers))
        if widget.read().status_code != HTTPStatus.OK:  # they have signed out
            widget.begin()
            widget.write(SECRET)

    holds_for(
        ask,
        st.sampled_from(API),
        st.sampled_from(["GET", "POST", "POST", "POST", "DELETE", "PUT", "HEAD", "OPTIONS", "PATCH"]),
        bodies,
        st.sampled_from(["application/json", "text/plain", "multipart/form-data; boundary=x", "multipart/form-data",
                         "application/x-www-form-urlencoded", "x", ""]),
        st.dictionaries(st.sampled_from(["lang", "before"]), st.one_of(headers, st.sampled_from(["hi", "gu-IN"])), max_size=2),
        dose=dose,
        examples=120,
    )  # fmt: skip


@doses
def test_any_message_with_any_files(solved: tuple[Chat, Widget], dose: int) -> None:
    _chat, widget = solved
    client = Client()

    def write(form: dict[str, str], files: list[tuple[str, bytes]]) -> None:
        uploads = [ContentFile(data, name=name) for name, data in files]
        answer = client.post("/chat/v1/messages", {**form, "files": uploads}, headers=widget.headers)
        check(answer)
        assert answer.status_code in (200, 201, 400, 413, 429)
        check(widget.read())

    fields = st.sampled_from(["key", "text", "page_url", "page_title", "referrer", "language"])
    named = st.text(min_size=1, max_size=300).filter(lambda name: name.strip("./ \\") != "")
    pictures = st.sampled_from([b"%PDF-1.7\n%%EOF", b"\x89PNG\r\n\x1a\n" + b"\x00" * 30, b"", b"<svg/>"])
    holds_for(
        write,
        st.dictionaries(fields, odd_text).map(lambda form: {"key": "key-0001", **form}),
        st.lists(st.tuples(named, st.one_of(pictures, st.binary(max_size=40))), max_size=6),
        dose=dose,
        examples=80,
    )


@doses
def test_no_token_but_their_own_opens_a_chat(solved: tuple[Chat, Widget], dose: int) -> None:
    chat, widget = solved
    other = make_chat("ek-jhoola", "hello@jhoola.test")
    stranger = writing_visitor(other, "Somebody else's")

    def knock(token: str, address: str) -> None:
        if token == widget.token:
            return
        for host in (chat.host, other.host):
            answer = Client().get(address, headers={"host": host, "authorization": f"Bearer {token}"})
            check(answer)
            assert SECRET not in answer.content.decode()
            assert "/now" in address or answer.status_code in (401, 404, 405)

    tokens = st.one_of(
        headers,
        damaged(widget.token.encode()).map(
            lambda token: token.decode("latin-1").replace("\n", "").replace("\r", "")
        ),
        damaged(stranger.token.encode()).map(
            lambda token: token.decode("latin-1").replace("\n", "").replace("\r", "")
        ),
    ).filter(lambda token: token.strip() not in (widget.token, stranger.token))
    holds_for(knock, tokens, st.sampled_from(API), dose=dose, examples=120)
    assert Widget(chat.host, stranger.token).read().status_code == HTTPStatus.UNAUTHORIZED
    assert Widget(other.host, widget.token).read().status_code == HTTPStatus.UNAUTHORIZED


@doses
def test_no_token_that_is_not_wholly_the_shops_names_anybody(solved: tuple[Chat, Widget], dose: int) -> None:
    chat, widget = solved
    with store_scope(chat.store_id):
        secret = renew_identity_secret(TEST).reveal()
    good = signed("4711", secret=secret, name="Sunita")

    def vouch(token: str) -> None:
        answer = widget.send("identity", {"identity": token})
        check(answer)
        assert answer.status_code == HTTPStatus.BAD_REQUEST

    head, _body, mark = good.split(".")
    claims = st.dictionaries(
        st.sampled_from(["sub", "exp", "name", "email", "email_verified"]), odd_values, max_size=4
    )
    forged = st.builds(lambda said: f"{head}.{part(json.dumps(said).encode())}.{mark}", claims)
    broken = (
        damaged(good.encode()).map(lambda token: token.decode("latin-1")).filter(lambda token: token != good)
    )
    holds_for(vouch, st.one_of(forged, broken, odd_words), dose=dose, examples=120)


@doses
def test_whatever_the_shop_signs_is_taken_or_refused_in_words(solved: tuple[Chat, Widget], dose: int) -> None:
    chat, _widget = solved
    with store_scope(chat.store_id):
        secret = renew_identity_secret(TEST).reveal()

    def vouch(said: dict[str, Any]) -> None:
        widget = Widget(chat.host)
        answer = widget.send("visitors", {"identity": signed(**{"sub": "4711", **said}, secret=secret)})
        check(answer)
        if answer.status_code == HTTPStatus.CREATED:
            widget.token = answer.json()["token"]
            check(widget.read())
            check(widget.write("Hello"))

    names = st.sampled_from(["sub", "exp", "nbf", "name", "email", "email_verified", "phone"])
    values = st.one_of(odd_values, st.just(True), st.sampled_from(["usha@example.in", "Straße@example.in"]))
    holds_for(vouch, st.dictionaries(names, values, max_size=4), dose=dose, examples=80)
