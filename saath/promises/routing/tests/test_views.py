"""The pages of who gets what, for who leads, who answers, who reads, and who is not here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from saath.conversations.actions.tags import tag_conversation
from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk, make_desk
from saath.promises.models import RoutingDecision, RoutingSettings, WorkProfile
from saath.promises.routing.actions.deciding import route_conversation
from saath.promises.routing.actions.settings import add_need, set_skills
from saath.promises.routing.jobs import ROUTER
from saath.promises.routing.tests.builders import comes, in_open_hours
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
PAGE, OWN, NOW = "/settings/routing/", "/settings/work/", "/desk/now/"
TERMS = {"mode": "assign", "reopened": "queue", "seen_minutes": "5", "usual_limit": "8"}


def text(client: Client, address: str = PAGE, **asked: Any) -> str:
    return client.get(address, asked).content.decode()


def test_an_owner_decides_and_the_page_says_so(owner: Client, in_store: None) -> None:
    assert owner.post(reverse("routing:save"), TERMS).status_code == 302
    settings = RoutingSettings.objects.get()
    assert (settings.mode, settings.reopened, settings.seen_minutes) == ("assign", "queue", 5)
    owner.post(reverse("routing:move_reason"), {"reason": "language", "to": "up"})
    assert RoutingSettings.objects.get().reasons == ["language", "knows", "skill", "load"]
    assert owner.post(reverse("routing:save"), TERMS | {"seen_minutes": "0"}).status_code == 422


def test_skills_are_written_needed_and_given(owner: Client, desk: Desk, in_store: None) -> None:
    written = {"skills_en": "Returns\nHotels", "skills_hi": "वापसी\nहोटल", "skills_gu": ""}
    assert owner.post(reverse("routing:save_skills"), written).status_code == 302
    key = RoutingSettings.objects.get().skills[0]["key"]
    rule = {"on": "order:returned", "skill": key}
    assert owner.post(reverse("routing:add_need"), rule).status_code == 302
    page = text(owner)
    assert "Order: Came back" in page
    name = desk.member.public_id.hex
    assert owner.post(reverse("routing:save_team"), {f"{name}-skills": [key]}).status_code == 302
    assert WorkProfile.objects.get(member=desk.member).skills == [key]
    assert not WorkProfile.objects.get(member=desk.member).is_on
    renamed = written | {"skills_en": "Things that come back\nHotels"}
    owner.post(reverse("routing:save_skills"), renamed)
    assert RoutingSettings.objects.get().skills[0]["key"] == key
    owner.post(reverse("routing:save_skills"), {"skills_en": "Hotels", "skills_hi": "होटल"})
    assert RoutingSettings.objects.get().needs == []
    assert WorkProfile.objects.get(member=desk.member).skills == []


def test_a_rule_goes_away_and_one_that_never_holds_is_refused(owner: Client, in_store: None) -> None:
    key = set_skills(TEST, skills=[{"en": "Returns"}]).skills[0]["key"]
    add_need(TEST, on="problem", value="", skill=key)
    gone = {"on": "problem", "value": "", "skill": key}
    assert owner.post(reverse("routing:remove_need"), gone).status_code == 302
    assert owner.post(reverse("routing:remove_need"), gone).status_code == 404
    assert owner.post(reverse("routing:add_need"), {"on": "moon:full", "skill": key}).status_code == 422


@pytest.fixture
def open_hours() -> Iterator[None]:
    with in_open_hours():
        yield


def test_the_preview_says_who_and_why_and_why_not_the_others(
    open_hours: None, owner: Client, desk: Desk
) -> None:
    with store_scope(desk.store_id):
        comes(desk.member)
        page = text(owner, channel="email", language="gu", on="")
        assert "nobody else can take it now" in page
        assert "not at the desk" in page


def test_a_colleague_says_what_they_take_and_no_more(colleague: Client, desk: Desk, in_store: None) -> None:
    key = set_skills(TEST, skills=[{"en": "Returns"}]).skills[0]["key"]
    WorkProfile.objects.create(member=desk.member, skills=[key])
    assert "Returns" in text(colleague, OWN)
    given = {"is_on": "on", "languages": ["gu", "hi"], "load_limit": "3", "skills": []}
    assert colleague.post(OWN, given).status_code == 302
    profile = WorkProfile.objects.get()
    assert (profile.languages, profile.load_limit, profile.skills) == (["gu", "hi"], 3, [key])
    assert colleague.post(OWN, given | {"load_limit": "0"}).status_code == 422


@pytest.mark.parametrize(
    ("who", "of_page", "of_own"),
    [("owner", 200, 200), ("colleague", 403, 200), ("reader", 403, 403), ("outsider", 302, 302)],
)
def test_who_may_see_it(request: pytest.FixtureRequest, who: str, of_page: int, of_own: int) -> None:
    client = request.getfixturevalue(who)
    assert (client.get(PAGE).status_code, client.get(OWN).status_code) == (of_page, of_own)
    if of_page != 200:
        for name in ("save", "move_reason", "save_skills", "add_need", "remove_need", "save_team"):
            assert client.post(reverse(f"routing:{name}"), TERMS).status_code == of_page


def test_the_thread_says_why_it_is_hers(
    open_hours: None, colleague: Client, owner: Client, desk: Desk, conversation: Conversation
) -> None:
    address = reverse("desk:thread", args=["now", conversation.public_id])
    with store_scope(desk.store_id):
        key = set_skills(TEST, skills=[{"en": "Returns", "gu": "પરત"}]).skills[0]["key"]
        add_need(TEST, on="tag", value="damaged", skill=key)
        tag_conversation(desk.actor, conversation, name="Damaged")
        owner.post(reverse("routing:save"), TERMS)
        route_conversation(ROUTER, conversation)
        assert "Nobody takes it yet" in text(colleague, address)
        WorkProfile.objects.create(member=desk.member, skills=[key])
        comes(desk.member)
        given = route_conversation(ROUTER, conversation)
        assert given is not None
        assert given.outcome == "given"
        page = text(colleague, address)
        assert f"It went to {desk.member.display_name}" in page
        assert "can do “Returns”" in page
        desk.member.person.language = "gu"
        desk.member.person.save(update_fields=["language"])
        assert "“પરત” કરી શકે છે" in text(colleague, address)
        assert RoutingDecision.objects.filter(stands=True).count() == 1


def test_the_queue_says_why_nobody_has_it_and_who_takes_it_who_is_suggested(
    open_hours: None, colleague: Client, owner: Client, desk: Desk, conversation: Conversation
) -> None:
    with store_scope(desk.store_id):
        owner.post(reverse("routing:save"), TERMS | {"mode": "suggest"})
        route_conversation(ROUTER, conversation)
        assert "2 colleagues are not at the desk" in text(colleague, NOW)
        part = colleague.get(NOW, headers={"hx-request": "true"}).text
        counted = re.findall(r"innerHTML:\[data-count=&#x27;(.+?)&#x27;|innerHTML:\[data-count='(.+?)'", part)
        page = colleague.get(NOW).text
        assert counted
        assert [key for key in map("".join, counted) if f'data-count="{key}"' not in page] == []
        choosing = reverse("desk:assign", args=[conversation.public_id])
        assert "Nobody takes it yet" in text(colleague, choosing)
        comes(desk.member)
        route_conversation(ROUTER, conversation)
        assert "Nobody has some of these" not in text(colleague, NOW)
        assert "suggested" in text(colleague, choosing)
        page = text(colleague, reverse("desk:thread", args=["now", conversation.public_id]))
        assert f"Suggested: {desk.member.display_name}" in page


def test_another_shops_owner_meets_nobody_of_this_one(owner: Client, desk: Desk) -> None:
    other = make_desk("ek-jhoola", "hello@jhoola.test", "rival@example.com")
    rival = browser_of(make_colleague(other.shop, "boss@example.com", Role.OWNER), other.shop)
    given = {f"{desk.member.public_id.hex}-load_limit": "1"}
    assert rival.post(reverse("routing:save_team"), given).status_code == 302
    assert desk.member.display_name not in text(rival)
    with store_scope(desk.store_id):
        assert not WorkProfile.objects.exists()


def test_names_with_markup_are_words(
    open_hours: None, owner: Client, colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    name, shown = '<b>Returns</b> & "co"', "&lt;b&gt;Returns&lt;/b&gt; &amp; &quot;co&quot;"
    with store_scope(desk.store_id):
        key = set_skills(TEST, skills=[{"en": name, "gu": name}]).skills[0]["key"]
        add_need(TEST, on="tag", value="damaged", skill=key)
        tag_conversation(desk.actor, conversation, name="Damaged")
        WorkProfile.objects.create(member=desk.member, skills=[key])
        owner.post(reverse("routing:save"), TERMS)
        comes(desk.member)
        route_conversation(ROUTER, conversation)
        thread = reverse("desk:thread", args=["now", conversation.public_id])
        for page in (text(owner), text(colleague, OWN), text(colleague, thread)):
            assert shown in page
            assert "<b>Returns" not in page
