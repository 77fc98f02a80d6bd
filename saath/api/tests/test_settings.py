"""Settings, checklists, fields, views, saved replies and the team by the API: made, read, changed, taken away."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

import pytest

from saath.api.tests.builders import Program, program_of
from saath.conversations.tests.builders import Desk, sent_mails
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague

CREATED, OK, GONE = HTTPStatus.CREATED, HTTPStatus.OK, HTTPStatus.NO_CONTENT
CHECKLIST = {"names": {"en": "Return", "hi": "वापसी"}, "items": [{"en": "Photo"}, {"en": "Weight"}]}
FIELD = {"about": "customer", "kind": "one", "names": {"en": "Size"}, "options": [{"en": "S"}, {"en": "M"}]}
VIEW = {"name": "Hindi first", "queue": "now", "filters": {"language": "hi"}}
REPLY = {
    "name": "On its way",
    "folder": "Parcels",
    "texts": {"en": "It is on its way."},
    "tags_on": ["parcel"],
}


@pytest.fixture
def owner(desk: Desk) -> Program:
    return program_of(make_colleague(desk.shop, "owner@example.com", Role.OWNER), desk.shop)


@pytest.mark.parametrize(
    ("path", "new", "change"),
    [
        ("/checklists", CHECKLIST, {"is_required": True}),
        ("/fields", FIELD, {"names": {"en": "Fit"}}),
        ("/views", VIEW, {"name": "Hindi"}),
        ("/saved_replies", REPLY, {"texts": {"en": "It left today.", "hi": "आज निकल गया।"}}),
    ],
)
def test_a_thing_is_made_changed_taken_away_and_brought_back(
    owner: Program, path: str, new: dict[str, Any], change: dict[str, Any]
) -> None:
    answer = owner.post(path, new)
    made, at = answer.json(), answer["Location"].removeprefix("/api/v1")
    assert (answer.status_code, owner.get(at).json()) == (CREATED, made)
    changed = owner.ask("PATCH", at, change, If_Match=answer["ETag"])
    assert (changed.status_code, {k: changed.json()[k] for k in change}) == (OK, change)
    late = owner.ask("PATCH", at, change, If_Match=answer["ETag"])
    assert late.status_code == HTTPStatus.PRECONDITION_FAILED
    assert [each["id"] for each in owner.get(path).json()["items"]] == [made["id"]]
    assert owner.ask("DELETE", at).status_code == GONE
    assert owner.get(path).json()["items"] == []
    assert owner.get(at).status_code == HTTPStatus.NOT_FOUND
    assert owner.post(f"{at}/restore").json()["id"] == made["id"]
    assert owner.get(at).status_code == OK


@pytest.mark.parametrize(("path", "new"), [("/checklists", CHECKLIST), ("/fields", FIELD), ("/views", VIEW)])
def test_things_change_places(owner: Program, path: str, new: dict[str, Any]) -> None:
    named = "name" if "name" in new else "names"
    first, second = (
        owner.post(
            path, {**new, named: "Second" if named == "name" else {"en": "Second"}} if n else new
        ).json()
        for n in (0, 1)
    )
    assert owner.post(f"{path}/{second['id']}/move", {"to": "up"}).status_code == GONE
    assert [each["id"] for each in owner.get(path).json()["items"]] == [second["id"], first["id"]]


def test_what_is_wrong_is_found_by_the_name_that_it_has_here(owner: Program) -> None:
    told = [
        owner.post("/checklists", {"names": {}, "items": [{"en": "Photo"}]}),
        owner.post("/fields", {**FIELD, "options": []}),
        owner.post("/saved_replies", {**REPLY, "texts": {"en": "Dear {{customer.nobody}},"}}),
        owner.ask("PATCH", "/settings", {"acknowledgement": {"is_on": True, "texts": {"en": "Hello {who}"}}}),
    ]
    assert [each.status_code for each in told] == [HTTPStatus.UNPROCESSABLE_ENTITY] * 4
    places = [each.json()["errors"][0]["pointer"] for each in told]
    assert places == ["#/names", "#/options", "#/texts/en", "#/acknowledgement/texts"]


def test_an_option_keeps_its_key_and_a_bound_is_taken_away(owner: Program) -> None:
    number = {
        "about": "conversation",
        "kind": "number",
        "names": {"en": "Weight"},
        "unit": "kg",
        "most": "30",
    }
    field = owner.post("/fields", number).json()
    assert field["most"] == "30"
    assert owner.ask("PATCH", f"/fields/{field['id']}", {"most": None}).json()["most"] is None
    listed = owner.post("/fields", FIELD).json()
    options = [{"en": "M", "hi": "मध्यम"}]
    after = owner.ask("PATCH", f"/fields/{listed['id']}", {"options": options}).json()["options"]
    assert (after[0]["key"], after[0]["names"]) == (listed["options"][1]["key"], options[0])
    assert [each["is_off"] for each in after] == [False, True]
    held = owner.post(f"/fields/{listed['id']}/hold").json()
    assert held["held_at"] is not None
    assert owner.post(f"/fields/{listed['id']}/resume").json()["held_at"] is None


def test_settings_change_together_or_not_at_all(owner: Program) -> None:
    before = owner.get("/settings")
    week = {"mon": [["09:30", "13:00"], ["14:00", "24:00"]]}
    changes = {
        "name": "Jhoola",
        "names": {"hi": "झूला"},
        "hours": week,
        "first_answer_target_seconds": 600,
        "asks_if_sorted": False,
        "holiday_state": "GJ",
        "languages": ["gu", "en"],
    }
    changed = owner.ask("PATCH", "/settings", changes, If_Match=before["ETag"])
    assert changed.status_code == OK
    found = owner.get("/settings").json()
    assert found == changed.json()
    assert {name: found[name] for name in changes} == changes | {"names": {"en": "Jhoola", "hi": "झूला"}}
    refused = owner.ask("PATCH", "/settings", {"name": "Other", "hours": {"mon": [["19:00", "10:00"]] * 2}})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert owner.get("/settings").json() == found
    assert owner.ask("PATCH", "/settings", {}, If_Match=before["ETag"]).status_code == 412


def test_a_holiday_closes_the_shop_once(owner: Program) -> None:
    made = owner.post("/holidays", {"date": "2037-11-07", "name": "Diwali"})
    again = owner.post("/holidays", {"date": "2037-11-07", "name": "Diwali"})
    assert (made.status_code, again.status_code) == (CREATED, HTTPStatus.CONFLICT)
    assert owner.get("/holidays").json()["items"] == [made.json()]
    assert owner.ask("DELETE", f"/holidays/{made.json()['id']}").status_code == GONE
    assert owner.get("/holidays").json()["items"] == []


def test_somebody_is_invited_and_the_team_is_led(owner: Program, desk: Desk) -> None:
    made = owner.post("/invitations", {"email": "new@example.in", "role": "member"})
    assert (made.status_code, [mail["To"] for mail in sent_mails()]) == (CREATED, [])
    at = f"/invitations/{made.json()['id']}"
    assert "token" not in made.content.decode()
    assert owner.post(f"{at}/renew").json()["expires_at"] > made.json()["expires_at"]
    assert owner.ask("DELETE", at).status_code == GONE
    assert owner.get("/invitations").json()["items"] == []
    asha = make_colleague(desk.shop, "asha@example.com")
    path = f"/members/{asha.public_id}"
    assert owner.ask("PATCH", path, {"role": "manager"}).json()["role"] == "manager"
    assert owner.post(f"{path}/revoke").json()["left_at"] is not None
    assert str(asha.public_id) in [each["id"] for each in owner.get("/members?former=true").json()["items"]]


def test_a_colleague_lifts_nobody(program: Program, desk: Desk) -> None:
    asha = make_colleague(desk.shop, "asha@example.com")
    refused = program.ask("PATCH", f"/members/{asha.public_id}", {"role": "owner"})
    assert refused.status_code == HTTPStatus.FORBIDDEN


def test_one_goes_away_and_comes_back(program: Program, desk: Desk) -> None:
    asha = make_colleague(desk.shop, "asha@example.com")
    days = {"since": "2037-11-05T03:30:00Z", "until": "2037-11-10T03:30:00Z"}
    away = program.post("/me/away", {**days, "stand_in_id": str(asha.public_id), "note": "Diwali"}).json()
    assert (away["away_from"], away["stand_in_id"]) == (days["since"], str(asha.public_id))
    assert program.post("/me/back").json()["away_from"] is None
    assert program.post("/me/chats", {"is_taking": False}).json()["takes_chats"] is False


def test_a_macro_is_run_and_undone(owner: Program, conversation: UUID) -> None:
    macro = owner.post(
        "/saved_replies", {"name": "Refund", "tags_on": ["refund"], "becomes": "solved"}
    ).json()
    run = owner.post(f"/conversations/{conversation}/run_macro", {"saved_reply_id": macro["id"]})
    assert run.status_code == CREATED
    done = owner.get(f"/conversations/{conversation}").json()
    assert (done["state"], [each["name"] for each in done["tags"]]) == ("solved", ["refund"])
    assert owner.post(f"/macro_runs/{run.json()['id']}/undo").status_code == GONE
    assert owner.get(f"/conversations/{conversation}").json()["state"] == "open"


def test_replies_come_in_from_a_file(owner: Program) -> None:
    file = "name,en,hi\nThanks,Thank you.,धन्यवाद।\n,no name,\n"
    tried = owner.post("/saved_replies/import", {"csv": file, "dry_run": True}).json()["steps"]
    assert [each["effect"] for each in tried] == ["new", "trouble"]
    assert owner.get("/saved_replies").json()["items"] == []
    owner.post("/saved_replies/import", {"csv": file})
    (kept,) = owner.get("/saved_replies").json()["items"]
    assert kept["texts"] == {"en": "Thank you.", "hi": "धन्यवाद।"}


def test_no_program_makes_or_unmakes_an_owner(owner: Program, desk: Desk) -> None:
    refused = owner.post("/invitations", {"email": "thief@example.in", "role": "owner"})
    assert refused.status_code == HTTPStatus.FORBIDDEN
    second = make_colleague(desk.shop, "second@example.com", Role.OWNER)
    assert owner.ask("PATCH", f"/members/{desk.member.public_id}", {"role": "owner"}).status_code == 403
    assert owner.ask("PATCH", f"/members/{second.public_id}", {"role": "reader"}).status_code == 403
    assert owner.post(f"/members/{second.public_id}/revoke").status_code == HTTPStatus.FORBIDDEN
    assert owner.ask("PATCH", f"/members/{desk.member.public_id}", {"role": "manager"}).status_code == 200
