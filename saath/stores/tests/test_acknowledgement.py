"""What a shop has a machine say at once: its switch, its words in three languages, and an honest time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from saath.core.errors import BadInput, Forbidden
from saath.stores.acknowledgement import ACKNOWLEDGEMENT, Promise, acknowledgement
from saath.stores.actions.acknowledging import word_acknowledgement
from saath.stores.actions.settings import set_languages
from saath.stores.calendar import calendar_of, settings_of
from saath.stores.hours import NEVER_OPEN, Calendar
from saath.stores.models import CustomerText, Member
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, Shop, actor_with, browser_of, make_colleague, make_shop
from saath.stores.texts import text_for
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
PAGE = "/settings/shop/"
SAVE = "/settings/shop/acknowledgement/"
NOON = datetime(2032, 11, 22, 6, 30, tzinfo=UTC)
SATURDAY_EVENING = datetime(2032, 11, 27, 14, 0, tzinfo=UTC)


@pytest.fixture
def shop() -> Shop:
    return make_shop()


@pytest.fixture
def owner(shop: Shop) -> Member:
    return make_colleague(shop, "meera@example.com", Role.OWNER)


def said(shop: Shop, language: str, at: datetime, calendar: Calendar | None = None) -> str:
    with store_scope(shop.store.pk):
        promise = Promise(calendar or calendar_of(shop.store.pk), at, 300)
        return acknowledgement(shop.store, promise, language=language, reference="7KM-4Q2X").text


def ours() -> dict[str, str]:
    return dict(ACKNOWLEDGEMENT.ours.versions)


def test_it_names_reference_and_time_in_every_language(shop: Shop) -> None:
    for language in ("en", "hi", "gu"):
        text = said(shop, language, NOON)
        assert "7KM-4Q2X" in text
        assert "12:05" in text
        assert "{" not in text


def test_over_a_closed_day_it_names_the_day_on_which_the_shop_opens(shop: Shop) -> None:
    assert "open again on Monday, 29 November at 10:00" in said(shop, "en", SATURDAY_EVENING)


def test_a_shop_that_never_opens_promises_no_time(shop: Shop) -> None:
    text = said(shop, "en", NOON, Calendar(NEVER_OPEN))
    assert "closed for the time being" in text
    assert ":" not in text.partition("7KM-4Q2X")[2]


def test_its_own_words_in_one_language_leave_the_others_as_they_were_shown(shop: Shop) -> None:
    with store_scope(shop.store.pk):
        word_acknowledgement(TEST, on=True, texts={**ours(), "en": "Hi! {reference} {answer} {shop}"})
        assert text_for(shop.store, ACKNOWLEDGEMENT, "en").text.startswith("Hi!")
        assert text_for(shop.store, ACKNOWLEDGEMENT, "hi").text == ours()["hi"]
        word_acknowledgement(TEST, on=True, texts=dict.fromkeys(ours(), ""))
        assert not CustomerText.objects.exists()


def test_a_forgotten_value_is_refused_and_nothing_is_saved(shop: Shop) -> None:
    with store_scope(shop.store.pk):
        with pytest.raises(BadInput):
            word_acknowledgement(TEST, on=False, texts={**ours(), "en": "Hi! {reference}"})
        assert settings_of(shop.store.pk).acknowledges


def test_a_colleague_may_not_word_it(shop: Shop) -> None:
    member = make_colleague(shop, "arjun@example.com", Role.MEMBER)
    with store_scope(shop.store.pk), pytest.raises(Forbidden):
        word_acknowledgement(actor_with(member), on=False, texts={})
    assert browser_of(member, shop).post(SAVE, {}).status_code == 403


def test_the_page_shows_what_would_be_said_now(shop: Shop, owner: Member) -> None:
    with time_machine.travel(NOON, tick=False):
        shown = browser_of(owner, shop).get(PAGE).text
    assert "A person answers you today at 12:05 at the latest." in shown
    assert "કોઈ વ્યક્તિ" in shown


def test_a_preview_saves_nothing(shop: Shop, owner: Member) -> None:
    form = {"on": "on", "text_en": "Dear you, {shop} {reference} {answer}", "preview": "1"}
    answer = browser_of(owner, shop).post(SAVE, form)
    assert answer.status_code == 200
    assert "<p>Dear you, Our shop 7KM-4Q2X" in answer.text
    with store_scope(shop.store.pk):
        assert not CustomerText.objects.exists()


def test_the_form_saves_switch_and_words(shop: Shop, owner: Member) -> None:
    with store_scope(shop.store.pk):
        set_languages(TEST, languages=["en", "gu"])
    form = {"text_en": "Dear you,\r\n{shop} {reference} {answer}", "text_gu": ""}
    browser = browser_of(owner, shop)
    assert browser.post(SAVE, form).status_code == 302
    with store_scope(shop.store.pk):
        assert not settings_of(shop.store.pk).acknowledges
        assert text_for(shop.store, ACKNOWLEDGEMENT, "en").text == "Dear you,\n{shop} {reference} {answer}"
    assert 'name="text_hi"' not in browser.get(PAGE).text


def test_what_is_wrong_stands_at_its_text(shop: Shop, owner: Member) -> None:
    answer = browser_of(owner, shop).post(SAVE, {"on": "on", "text_en": "Hi {name}"})
    assert answer.status_code == 422
    assert "and no other: {answer}, {reference}, {shop}." in answer.text


def test_who_writes_on_a_closed_day_hears_why(shop: Shop) -> None:
    with store_scope(shop.store.pk):
        usual = calendar_of(shop.store.pk)
        calendar = Calendar(usual.week, frozenset({NOON.date()}), usual.zone)
        promise = Promise(calendar, NOON, 300, why="Guru Nanak")
        text = acknowledgement(shop.store, promise, language="en", reference="7KM-4Q2X").text
    assert "We are closed today (Guru Nanak) and open again tomorrow, Tuesday, 23 November, at 10:00." in text
