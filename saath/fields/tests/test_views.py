"""The settings of fields, for who leads, who answers, who reads, and who is not here."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from saath.conversations.actions.fields import fill_conversation
from saath.conversations.models import Conversation, ConversationValue
from saath.conversations.tests.builders import Desk
from saath.core.clock import now
from saath.fields.models import Field
from saath.fields.tests.builders import key_of, make_field
from saath.stores.tests.builders import TEST
from saath.tenancy.purge import purge_expired
from saath.tenancy.retention import PURGE_AFTER
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
LIST, NEW = "/settings/fields/", "/settings/fields/new/"


@pytest.fixture
def field(desk: Desk) -> Field:
    with store_scope(desk.store_id):
        return make_field("Size", "one", options=["Single", "King"])


def form(**changes: Any) -> dict[str, Any]:
    lists = {"options_en": "Cotton\nSilk", "options_hi": "सूती\nरेशमी"}
    return {"kind": "one", "name_en": "Fabric", "name_hi": "कपड़ा", **lists, **changes}


def address(name: str, field: Field) -> str:
    return reverse(f"fields:{name}", args=[field.public_id])


def test_a_field_is_made_in_several_languages(owner: Client, desk: Desk) -> None:
    assert owner.post(NEW, form(is_required="on")).status_code == 302
    with store_scope(desk.store_id):
        made = Field.objects.get()
    assert (made.key, made.is_required, made.names["hi"]) == ("fabric", True, "कपड़ा")
    assert [each["names"] for each in made.options] == [
        {"en": "Cotton", "hi": "सूती"},
        {"en": "Silk", "hi": "रेशमी"},
    ]
    page = owner.get(LIST).content.decode()
    assert "Fabric" in page
    assert "{{field.fabric}}" in page
    assert "Needed to solve" in page


def test_its_list_changes_and_what_was_chosen_stays(
    owner: Client, field: Field, conversation: Conversation
) -> None:
    king = key_of(field, "King")
    fill_conversation(TEST, conversation, values={field.public_id: king})
    changed = form(name_en="Bed size", options_en="Single\nQueen", options_hi="", version=1)
    assert owner.post(address("edit", field), changed).status_code == 302
    field.refresh_from_db()
    assert field.said(king) == "King"
    assert [choice["name"] for choice in field.choices()] == ["Single", "Queen"]
    assert [choice["name"] for choice in field.choices(king)] == ["Single", "Queen", "King"]


def test_who_changes_what_somebody_changed_meanwhile_is_told(owner: Client, field: Field) -> None:
    entered = form(options_en="Single", options_hi="", version=1)
    assert owner.post(address("edit", field), entered).status_code == 302
    late = owner.post(address("edit", field), entered)
    assert late.status_code == 422
    assert "Somebody changed this while you had it open." in late.content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name_en": "", "name_hi": ""}, "Write the name in one language at least."),
        ({"options_en": "", "options_hi": ""}, "A list has 1 to 60 lines."),
        ({"kind": "number", "least": "5", "most": "2"}, "The least is more than the most."),
        ({"kind": "song"}, "Select a valid choice"),
    ],
)
def test_what_does_not_fit_is_said_at_its_place(owner: Client, changes: dict[str, str], words: str) -> None:
    answer = owner.post(NEW, form(**changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_on_hold_and_removed_its_values_are_kept_until_they_are_purged(
    owner: Client, field: Field, conversation: Conversation
) -> None:
    fill_conversation(TEST, conversation, values={field.public_id: key_of(field, "King")})
    for put_away, take_back in (("hold", "resume"), ("remove", "restore")):
        owner.post(address(put_away, field))
        assert not Field.objects.in_use("conversation").exists()
        assert ConversationValue.objects.get().value == key_of(field, "King")
        owner.post(address(take_back, field))
        assert Field.objects.in_use("conversation").exists()
    gone = owner.post(address("remove", field))
    assert "It comes back with all that was kept in it" in owner.get(gone["Location"]).content.decode()
    purge_expired(now() + PURGE_AFTER * 2)
    assert not Field.objects.exists()
    assert not ConversationValue.objects.exists()


def test_fields_are_put_in_order(owner: Client, field: Field, in_store: None) -> None:
    second = make_field("Fabric")
    owner.post(address("move", second), {"to": "up"})
    assert [each.key for each in Field.objects.in_use("conversation")] == ["fabric", "size"]


@pytest.mark.parametrize("who", ["colleague", "reader", "outsider"])
def test_only_who_leads_says_what_the_shop_wants_to_know(
    who: str, field: Field, in_store: None, request: pytest.FixtureRequest
) -> None:
    browser: Client = request.getfixturevalue(who)
    expected = {302, 404} if who == "outsider" else {403}
    assert browser.get(LIST).status_code in expected
    assert browser.get(NEW).status_code in expected
    assert browser.post(NEW, form()).status_code in expected
    assert browser.get(address("edit", field)).status_code in expected
    for deed in ("move", "hold", "resume", "remove", "restore"):
        assert browser.post(address(deed, field)).status_code in expected
    field.refresh_from_db()
    assert (field.held_at, field.deleted_at) == (None, None)


def test_nobody_reaches_what_is_not_there(owner: Client) -> None:
    assert owner.get(reverse("fields:edit", args=[uuid4()])).status_code == 404
