"""The page on which somebody outside answers: for who has the link, and a look at it says nothing."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from saath.conversations.actions.ask_aside import Asking, ask_aside
from saath.conversations.actions.end_aside import end_question
from saath.conversations.actions.outsiders import Entry
from saath.conversations.actions.triage import solve_conversation
from saath.conversations.aside.links import link_of
from saath.conversations.models import Attachment, Message, SideQuestion
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation
from saath.core.clock import now
from saath.portal.pages import TRIES_AN_HOUR
from saath.portal.views.asked import MOST_FILES
from saath.stores.tests.builders import browser_of
from saath.tenancy.models import Domain
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event
from saath.ui.errors import TOO_LARGE

pytestmark = pytest.mark.django_db
HOST = "help.paanch.test"
PICTURE = bytes.fromhex("89504e470d0a1a0a0000000d49484452")


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def link(desk: Desk) -> str:
    return asked(desk, "hi")


def asked(desk: Desk, language: str) -> str:
    """Ask the courier, who reads a language, and return the path of the link."""
    for purpose, host in ((Domain.Purpose.SHOPPER, HOST), (Domain.Purpose.CONTENT, "files.paanch.test")):
        Domain.objects.create(store=desk.shop.store, purpose=purpose, host=host)
    wrote = mail("Where is it? I am sunita@example.in")
    wrote.add_attachment(b"red", maintype="text", subtype="plain", filename="red.txt")
    arrive(wrote)
    with store_scope(desk.store_id):
        said = Message.objects.get()
        asking = Asking(
            "Where is parcel 20418?",
            now() + timedelta(hours=2),
            shown=[said],
            files=list(Attachment.objects.filter(message=said)),
        )
        entry = Entry("Ramu", "courier", language, "ramu@fast.test")
        question = ask_aside(desk.actor, only_conversation(), outsider=entry, asking=asking, client_key="k")
        return urlsplit(link_of(question)).path


def outsider(host: str = HOST) -> Client:
    return Client(headers={"host": host}, enforce_csrf_checks=True)


def answer(link: str, words: str = "Tomorrow", key: str = "one", **fields: object) -> HttpResponse:
    return outsider().post(link, {"words": words, "key": key, **fields}, follow=True)  # type: ignore[return-value]


def rows(desk: Desk) -> tuple[int, int, int]:
    with store_scope(desk.store_id):
        answered = SideQuestion.objects.exclude(answered_at=None).count()
        return Message.objects.count(), Event.objects.count(), answered


def test_a_look_records_nothing_and_shows_what_was_chosen_in_their_language(desk: Desk, link: str) -> None:
    before = rows(desk)
    page = outsider().get(link)
    body = page.content.decode()
    assert page.status_code == HTTPStatus.OK
    assert outsider().head(link).status_code == HTTPStatus.OK
    assert rows(desk) == before
    assert '<html lang="hi"' in body
    for shown in ("Where is parcel 20418?", "Where is it? I am …", "red.txt", "Meera"):
        assert shown in body
    for hidden in ("sunita@", "Sunita@", "<script"):
        assert hidden not in body
    assert len(page.content) < 12_000
    assert page.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert not page.cookies


def test_answers_with_a_picture_arrive_once_each_and_stand_on_the_page(desk: Desk, link: str) -> None:
    picture = SimpleUploadedFile("parcel.png", PICTURE, "image/png")
    for _press in range(2):
        picture.seek(0)
        shown = answer(link, files=picture)
    answer(link, "It rains", "two")
    body = outsider().get(link).content.decode()
    assert "Tomorrow" in shown.content.decode()
    for said in ("Tomorrow", "It rains", "parcel.png"):
        assert said in body
    with store_scope(desk.store_id):
        notes = Message.objects.filter(direction="note").exclude(text__contains="parcel 20418")
        assert [each.text for each in notes.order_by("id")] == ["Tomorrow", "It rains"]
        assert Attachment.objects.filter(message=notes.earliest("id")).get().name == "parcel.png"


def test_nothing_said_is_no_answer_and_odd_values_do_no_harm(desk: Desk, link: str) -> None:
    before = rows(desk)
    assert answer(link, " ").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert rows(desk) == before
    odd = outsider().post(link, {"words": b"\x00\xed\xa0\x80", "key": "\x00" * 90})
    assert odd.status_code in (HTTPStatus.FOUND, HTTPStatus.UNPROCESSABLE_ENTITY)


def test_too_many_files_at_once_are_refused_whole_and_the_words_stay(desk: Desk, link: str) -> None:
    before = rows(desk)
    files = [SimpleUploadedFile(f"{n}.png", PICTURE, "image/png") for n in range(MOST_FILES + 1)]
    shown = answer(link, "Here they are", files=files)
    assert shown.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Here they are" in shown.content.decode()
    assert rows(desk) == before
    assert answer(link, "Here they are", files=files[1:]).status_code == HTTPStatus.OK
    with store_scope(desk.store_id):
        assert Attachment.objects.filter(message__text="Here they are").count() == MOST_FILES


def test_what_is_too_large_to_take_in_is_told_in_the_readers_language(desk: Desk, link: str) -> None:
    before = rows(desk)
    for language, told in (("en", "That was too large to take in"), ("gu", "મોટું")):
        browser = Client(headers={"host": HOST, "accept-language": language}, **{TOO_LARGE: True})  # type: ignore[arg-type]
        refused = browser.post(link, {"words": "x"})
        assert refused.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        assert told in refused.content.decode()
    assert rows(desk) == before


def test_a_late_answer_is_welcome_and_one_after_the_link_is_not(desk: Desk, link: str) -> None:
    with time_machine.travel(now() + timedelta(hours=3)):
        assert "Where is parcel 20418?" in outsider().get(link).content.decode()
        assert answer(link).status_code == HTTPStatus.OK
    with time_machine.travel(now() + timedelta(days=15)):
        gone = outsider().get(link)
        assert gone.status_code == HTTPStatus.GONE
        assert "20418" not in gone.content.decode()
        assert answer(link, key="late").status_code == HTTPStatus.GONE


def test_what_was_taken_back_or_settled_shows_nothing_more(desk: Desk) -> None:
    link = asked(desk, "en")
    with store_scope(desk.store_id):
        end_question(desk.actor, SideQuestion.objects.select_related("message__conversation").get())
    gone = outsider().get(link)
    assert gone.status_code == HTTPStatus.GONE
    assert "This question was taken back" in gone.content.decode()
    assert "20418" not in gone.content.decode()
    assert answer(link).status_code == HTTPStatus.GONE
    with store_scope(desk.store_id):
        SideQuestion.objects.update(ended_at=None)
        solve_conversation(desk.actor, only_conversation())
    assert "This question is closed" in outsider().get(link).content.decode()


def test_a_changed_link_another_shop_and_a_colleague_get_nothing(desk: Desk, link: str) -> None:
    before = rows(desk)
    changed = f"{link[:-2]}{'a' if link[-2] != 'a' else 'b'}/"
    assert outsider().get(changed).status_code == HTTPStatus.BAD_REQUEST
    assert answer(changed).status_code == HTTPStatus.BAD_REQUEST
    other = make_desk("other-shop", "hello@other.test", "eve@example.com")
    Domain.objects.create(store=other.shop.store, purpose=Domain.Purpose.SHOPPER, host="help.other.test")
    for ask in (outsider("help.other.test").get, outsider("help.other.test").post):
        assert ask(link).status_code == HTTPStatus.NOT_FOUND
    assert browser_of(desk.member, desk.shop).get(link).status_code == HTTPStatus.NOT_FOUND
    as_sorted = link.replace("/asked/", "/sorted/")
    assert outsider().get(as_sorted).status_code == HTTPStatus.BAD_REQUEST
    assert rows(desk) == before


def test_who_presses_without_end_is_stopped(desk: Desk, link: str) -> None:
    browser = outsider()
    answers = {
        browser.post(link, {"words": "x", "key": str(press)}).status_code
        for press in range(TRIES_AN_HOUR + 1)
    }
    assert answers == {HTTPStatus.FOUND, HTTPStatus.TOO_MANY_REQUESTS}
