"""Messages that show themselves: who writes them, what pages are told, and what is counted of them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from http import HTTPStatus
from uuid import UUID, uuid4

import pytest
from django.test import Client

from saath.chats.actions.openers import OpenerWish, count_opener, fold_counts, remove_opener, write_opener
from saath.chats.models import Opener, OpenerAnswer, OpenerCount, Visitor
from saath.chats.opener_rules import LONGEST_WORDS, MOST_OPENERS, path_in
from saath.chats.queries.openers import get_openers
from saath.chats.tests.builders import Chat, Widget
from saath.core.errors import BadInput, NotFound
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
WORDS = {"en": "Which pillow suits you?", "hi": "कौन सा तकिया ठीक रहेगा?", "gu": "કયું ઓશીકું ફાવશે?"}
MOST_BYTES = 10_000


def write(
    chat: Chat, *, path: str = "/pillows/*", is_on: bool = True, texts: Mapping[str, str] = WORDS
) -> Opener:
    with store_scope(chat.store_id):
        return write_opener(TEST, wish=OpenerWish(path, "after", 30, texts, is_on=is_on))


def loader(chat: Chat) -> bytes:
    answer = Client().get("/chat.js", headers={"host": chat.host, "accept-encoding": "gzip"})
    return bytes(answer.content)


def figures(chat: Chat) -> list[tuple[int, int, int]]:
    with store_scope(chat.store_id):
        return [(each.shown, each.opened, each.written) for each in get_openers(TEST)]


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("/checkout", "/checkout"),
        ("checkout", "/checkout"),
        (" https://shop.example/pillows/*?utm=1#top ", "/pillows/*"),
        ("https://shop.example", "/"),
        ("*", "*"),
        ("/%E0%A4%9A%E0%A4%BE%E0%A4%A6%E0%A4%B0", "/चादर"),
    ],
)
def test_a_path_is_taken_as_people_write_it(written: str, path: str) -> None:
    assert path_in(written) == path


@pytest.mark.parametrize("written", ["", "  ", "/a b", "/" + "a" * 300, "/*/*/*/*"])
def test_what_is_no_path_is_refused(written: str) -> None:
    with pytest.raises(BadInput):
        path_in(written)


def test_pages_are_told_of_those_that_are_on_in_every_language_and_stay_light(chat: Chat) -> None:
    write(chat, is_on=False)
    assert b'"openers": []' in gzip.decompress(loader(chat))
    written = write(chat)
    script = gzip.decompress(loader(chat)).decode()
    told = json.loads(script.partition("const SHOP = ")[2].partition(";\n")[0])["openers"]
    assert told == [
        {
            "id": str(written.public_id),
            "path": "/pillows/*",
            "kind": "after",
            "seconds": 30,
            "words": WORDS,
            "base": told[0]["base"],
        }
    ]


def test_five_of_the_longest_words_fit_into_what_a_page_loads(chat: Chat) -> None:
    letters = {"en": "abcdefghijklmnopqrstuvwxyz ", "hi": "तकियाबदलनाहोतोलिखिए ", "gu": "ઓશીકુંબદલવુંહોયતોલખજો "}
    for number in range(MOST_OPENERS):
        texts = {
            code: "".join(each[(7 * number + at * at) % len(each)] for at in range(LONGEST_WORDS)).strip()
            for code, each in letters.items()
        }
        write(chat, texts=texts)
    assert len(loader(chat)) < MOST_BYTES
    with pytest.raises(BadInput):
        write(chat)


def test_what_is_shown_and_opened_and_written_is_counted_and_folded(chat: Chat) -> None:
    opener, widget = write(chat), Widget(chat.host)
    for what in ("shown", "shown", "opened"):
        answer = widget.send("openers", {"opener": str(opener.public_id), "what": what})
        assert answer.status_code == HTTPStatus.NO_CONTENT
    assert answer_with(widget, opener.public_id) == WORDS["gu"]
    assert figures(chat) == [(2, 1, 1)]
    with store_scope(chat.store_id):
        assert OpenerCount.objects.count() == 4
        fold_counts(TEST)
        assert OpenerCount.objects.count() == 1
    assert figures(chat) == [(2, 1, 1)]


def answer_with(widget: Widget, opener: UUID) -> str:
    """Write in answer to a message that showed itself; return which one stands by it."""
    widget.begin()
    posted = widget.write("હા, કયું?", opener=str(opener))
    assert posted.status_code == HTTPStatus.CREATED
    assert posted.json()["answers"] is not None
    [message] = widget.read().json()["messages"]
    return str(message["answers"])


def test_the_conversation_keeps_the_words_though_they_are_changed_or_gone(chat: Chat) -> None:
    opener, widget = write(chat), Widget(chat.host)
    answer_with(widget, opener.public_id)
    with store_scope(chat.store_id):
        wish = OpenerWish("/pillows/*", "after", 30, {**WORDS, "gu": "બીજું કંઈ?"}, is_on=True)
        write_opener(TEST, wish=wish, public_id=opener.public_id)
        assert Visitor.objects.get().greeted_with == WORDS["gu"]
        remove_opener(TEST, public_id=opener.public_id)
        assert OpenerAnswer.objects.get().words == WORDS["gu"]
    assert widget.read().json()["messages"][0]["answers"] == WORDS["gu"]
    assert widget.write("ok").json()["answers"] is None


def test_nothing_is_counted_that_is_not_there_or_off(chat: Chat) -> None:
    off = write(chat, is_on=False)
    with store_scope(chat.store_id):
        for public_id, what, error in (
            (off.public_id, "shown", NotFound),
            (uuid4(), "shown", NotFound),
            (off.public_id, "written", BadInput),
        ):
            with pytest.raises(error):
                count_opener(TEST, public_id=public_id, what=what)
    widget = Widget(chat.host)
    assert widget.send("openers", {"opener": "x", "what": "shown"}).status_code == HTTPStatus.BAD_REQUEST


def test_one_address_counts_no_more_than_a_person_could_see(chat: Chat) -> None:
    opener, widget = write(chat), Widget(chat.host)
    said = [
        widget.send("openers", {"opener": str(opener.public_id), "what": "shown"}).status_code
        for _ in range(61)
    ]
    assert said[-2:] == [HTTPStatus.NO_CONTENT, HTTPStatus.TOO_MANY_REQUESTS]
