"""The page of one's notifications: for oneself, and for nobody else."""

from __future__ import annotations

import pytest

from saath.conversations.tests.builders import Desk
from saath.core.tests.push_service import Browser
from saath.stores.models import Member
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague, make_person
from saath.team.actions.hearing import add_device
from saath.team.models import Hearing, PushDevice
from saath.tenancy.scope import store_scope

PAGE = "/settings/notifications/"
CHOSEN = {"quiet": "times", "quiet_from": "22:00", "quiet_to": "07:00", "digest": "daily", "called": ["push"]}


@pytest.fixture
def device(desk: Desk) -> PushDevice:
    with store_scope(desk.store_id):
        return add_device(desk.actor, endpoint="https://push.example.com/x", **Browser().keys, label="Phone")


def test_a_colleague_chooses_and_sees_what_was_chosen(desk: Desk) -> None:
    browser = browser_of(desk.member, desk.shop)
    assert browser.post(PAGE, CHOSEN).status_code == 302
    with store_scope(desk.store_id):
        wish = Hearing.objects.get().wish
    assert wish.kinds["called"] == ["push"]
    assert wish.kinds["new"] == []
    assert "22:00" in browser.get(PAGE).content.decode()


def test_quiet_times_need_both_ends(desk: Desk) -> None:
    page = browser_of(desk.member, desk.shop).post(PAGE, {**CHOSEN, "quiet_to": ""})
    assert "Say from when until when." in page.content.decode()


def test_a_browser_is_told_and_stopped_by_its_owner_alone(
    desk: Desk, arjun: Member, device: PushDevice
) -> None:
    stop = f"{PAGE}devices/{device.public_id}/stop/"
    assert browser_of(arjun, desk.shop).post(stop).status_code == 404
    assert "Phone" not in browser_of(arjun, desk.shop).get(PAGE).content.decode()
    owner = browser_of(desk.member, desk.shop)
    assert "Phone" in owner.get(PAGE).content.decode()
    assert owner.post(stop).status_code == 302
    with store_scope(desk.store_id):
        assert not PushDevice.objects.exists()


def test_a_reader_chooses_for_themselves(desk: Desk) -> None:
    reader = make_colleague(desk.shop, "hemal@example.com", Role.READER)
    given = {"endpoint": "https://push.example.com/y", **Browser().keys, "label": "Tablet"}
    assert browser_of(reader, desk.shop).post(f"{PAGE}devices/", given).status_code == 204


def test_an_outsider_and_a_stranger_see_and_change_nothing(desk: Desk, device: PushDevice) -> None:
    addresses = (PAGE, f"{PAGE}devices/", f"{PAGE}devices/{device.public_id}/stop/")
    outsider, stranger = browser_of(make_person("out@else.example"), desk.shop), browser_of(None, desk.shop)
    for address in addresses:
        assert outsider.post(address, CHOSEN).status_code == 404
        assert stranger.post(address, CHOSEN).status_code == 302
    with store_scope(desk.store_id):
        assert PushDevice.objects.count() == 1
        assert not Hearing.objects.exists()
