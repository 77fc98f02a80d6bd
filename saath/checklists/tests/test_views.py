"""The settings of checklists, for who leads, who answers, who reads, and who is not here."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from saath.checklists.models import Checklist
from saath.checklists.tests.builders import write_checklist
from saath.conversations.actions.checklists import put_checklist
from saath.conversations.models import ChecklistItem, Conversation, PutChecklist
from saath.conversations.tests.builders import Desk
from saath.core.clock import now
from saath.stores.tests.builders import TEST
from saath.tenancy.purge import purge_expired
from saath.tenancy.retention import PURGE_AFTER
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
LIST, NEW = "/settings/checklists/", "/settings/checklists/new/"


@pytest.fixture
def checklist(desk: Desk) -> Checklist:
    with store_scope(desk.store_id):
        return write_checklist()


def form(**changes: Any) -> dict[str, Any]:
    items = {"items_en": "Ask for a photo\nOffer a new one", "items_hi": "फ़ोटो माँगें\nनया देने की बात करें"}
    return {"name_en": "Damaged parcel", "name_hi": "टूटा पार्सल", **items, **changes}


def address(name: str, checklist: Checklist) -> str:
    return reverse(f"checklists:{name}", args=[checklist.public_id])


def test_a_checklist_is_written_in_several_languages(owner: Client, in_store: None) -> None:
    assert owner.post(NEW, form(is_required="on")).status_code == 302
    made = Checklist.objects.get()
    assert (made.names["hi"], made.is_required) == ("टूटा पार्सल", True)
    assert made.items[1] == {"en": "Offer a new one", "hi": "नया देने की बात करें"}
    page = owner.get(LIST).content.decode()
    assert "Damaged parcel" in page
    assert "Needed to solve" in page


def test_one_alone_cannot_be_moved(owner: Client, checklist: Checklist, in_store: None) -> None:
    assert address("move", checklist) not in owner.get(LIST).content.decode()
    write_checklist()
    assert address("move", checklist) in owner.get(LIST).content.decode()


def test_it_changes_and_who_changes_what_somebody_changed_meanwhile_is_told(
    owner: Client, checklist: Checklist, in_store: None
) -> None:
    shown = owner.get(address("edit", checklist)).content.decode()
    assert "Ask for a photo\nCheck with the courier\nOffer a new one" in shown
    assert owner.post(address("edit", checklist), form(version=1)).status_code == 302
    late = owner.post(address("edit", checklist), form(version=1))
    assert late.status_code == 422
    assert "Somebody changed this while you had it open." in late.content.decode()
    checklist.refresh_from_db()
    assert checklist.lines == ["Ask for a photo", "Offer a new one"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name_en": "", "name_hi": ""}, "Write the name in one language at least."),
        ({"items_en": "", "items_hi": ""}, "A list has 1 to 30 lines."),
        ({"items_en": "Call\nCall"}, "Two lines of the list say the same."),
        ({"items_en": "x" * 201}, "A name has 1 to 200 characters."),
    ],
)
def test_what_does_not_fit_is_said_at_its_place(owner: Client, changes: dict[str, str], words: str) -> None:
    answer = owner.post(NEW, form(**changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_removed_it_comes_back_until_it_is_purged_and_conversations_keep_theirs(
    owner: Client, checklist: Checklist, conversation: Conversation
) -> None:
    put_checklist(TEST, conversation, checklist=checklist)
    gone = owner.post(address("remove", checklist))
    assert "“Damaged parcel” is gone." in owner.get(gone["Location"]).content.decode()
    owner.post(address("restore", checklist))
    assert Checklist.objects.kept().exists()
    owner.post(address("remove", checklist))
    purge_expired(now() + PURGE_AFTER * 2)
    assert not Checklist.objects.exists()
    assert PutChecklist.objects.get().names == {"en": "Damaged parcel"}
    assert ChecklistItem.objects.count() == 3


def test_checklists_are_put_in_order(owner: Client, checklist: Checklist, in_store: None) -> None:
    second = write_checklist("Wrong size", ["Ask which size"])
    owner.post(address("move", second), {"to": "up"})
    assert [each.name for each in Checklist.objects.kept()] == ["Wrong size", "Damaged parcel"]


@pytest.mark.parametrize("who", ["colleague", "reader", "outsider"])
def test_only_who_leads_writes_checklists(
    who: str, checklist: Checklist, in_store: None, request: pytest.FixtureRequest
) -> None:
    browser: Client = request.getfixturevalue(who)
    expected = {302, 404} if who == "outsider" else {403}
    assert browser.get(LIST).status_code in expected
    assert browser.get(NEW).status_code in expected
    assert browser.post(NEW, form()).status_code in expected
    assert browser.get(address("edit", checklist)).status_code in expected
    for deed in ("edit", "move", "remove"):
        assert browser.post(address(deed, checklist), form(version=1)).status_code in expected
    checklist.refresh_from_db()
    assert (checklist.version, checklist.deleted_at) == (1, None)
    Checklist.objects.update(deleted_at=now())
    assert browser.post(address("restore", checklist)).status_code in expected


def test_nobody_reaches_what_is_not_there(owner: Client) -> None:
    assert owner.get(reverse("checklists:edit", args=[uuid4()])).status_code == 404
