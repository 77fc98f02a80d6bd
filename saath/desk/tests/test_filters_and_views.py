"""Filters above a list and the views that are saved of it: the address is the state, and each sees their own."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from saath.conversations.actions.promising import Promise
from saath.conversations.actions.reply import reply
from saath.conversations.actions.tags import tag_conversation
from saath.conversations.actions.updates import promise_update
from saath.conversations.actions.views import MOST_VIEWS
from saath.conversations.filters import registered
from saath.conversations.models import Conversation, SavedView, Tag
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk
from saath.core.clock import now
from saath.fields.kinds import Kind
from saath.fields.tests.builders import make_field
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
HTMX = {"HX-Request": "true"}
NOW = "/desk/now/"


@pytest.fixture
def tag(desk: Desk, conversation: Conversation) -> Tag:
    """One conversation of two bears it."""
    arrive(
        mail("Hello, when?", sender="John <john@example.in>", subject="Other"), mail_from="john@example.in"
    )
    with store_scope(desk.store_id):
        return tag_conversation(desk.actor, conversation, name="late")


def page(browser: Client, address: str) -> str:
    return browser.get(address).content.decode()


def save(browser: Client, tag: Tag, name: str = "Late ones", **more: str) -> HttpResponse:
    fields = {"queue": "now", "tag": str(tag.public_id), "name": name, **more}
    return browser.post(reverse("desk:save_view"), fields)  # type: ignore[return-value]


def views(desk: Desk) -> list[SavedView]:
    with store_scope(desk.store_id):
        return list(SavedView.objects.filter(deleted_at=None).order_by("place", "id"))


def test_the_address_narrows_the_list_and_keeps_itself_up_to_date(colleague: Client, tag: Tag) -> None:
    address = f"{NOW}?tag={tag.public_id}"
    shown = page(colleague, address)
    assert shown.count('class="conv') == 1
    assert f'data-refresh="{address}"' in shown
    assert "Take off Tag: late" in shown
    assert page(colleague, NOW).count('class="conv') == 2
    assert colleague.get(address, headers=HTMX).content.decode().count('class="conv') == 1


def test_every_filter_opens_a_list_that_says_it_and_can_be_saved(
    colleague: Client, desk: Desk, tag: Tag
) -> None:
    with store_scope(desk.store_id):
        choices = {
            each.key: [choice.value for choice in each.choices(desk.actor)] for each in registered(desk.actor)
        }
    assert choices["items"]
    for key, values in choices.items():
        for value in values:
            shown = page(colleague, f"{NOW}?{key}={value}")
            assert f'<input type="hidden" name="{key}" value="{value}">' in shown
            assert colleague.get(f"{NOW}?{key}={value}", headers=HTMX).status_code == 200


def test_the_form_leads_to_an_address_of_what_was_chosen(colleague: Client, tag: Tag) -> None:
    form = {"in": "solved", "tag": str(tag.public_id), "person": "", "language": "xx"}
    assert colleague.get(NOW, form).headers["Location"] == f"/desk/solved/?tag={tag.public_id}"
    assert colleague.get(NOW, {"in": "now"}).headers["Location"] == NOW
    assert colleague.get(NOW, {"in": "nowhere"}).status_code == 404


def test_the_form_is_a_part_and_a_page(colleague: Client, tag: Tag) -> None:
    form = reverse("desk:filter", args=["now"]) + f"?tag={tag.public_id}"
    assert "selected>late" in colleague.get(form, headers=HTMX).content.decode()
    assert "<title>" in page(colleague, form)


def test_nothing_found_says_so(colleague: Client, tag: Tag) -> None:
    assert "Nothing here fits these filters" in page(colleague, f"/desk/solved/?tag={tag.public_id}")


def test_a_view_is_saved_and_stands_in_the_navigation(colleague: Client, desk: Desk, tag: Tag) -> None:
    assert save(colleague, tag)["Location"] == f"{NOW}?tag={tag.public_id}"
    beside = page(colleague, reverse("desk:views_beside"))
    assert "Late ones" in beside
    assert "<b>1</b>" in beside
    assert 'hx-get="/desk/views/beside/"' in page(colleague, NOW)


def test_a_view_without_a_name_is_not_saved(colleague: Client, desk: Desk, tag: Tag) -> None:
    save(colleague, tag, name="  ")
    assert views(desk) == []


def test_my_views_are_mine_and_the_teams_are_everybodys(colleague: Client, desk: Desk, tag: Tag) -> None:
    save(colleague, tag, name="Mine alone")
    save(colleague, tag, name="Ours", shared="1")
    owner = browser_of(make_colleague(desk.shop, "owner@example.com", Role.OWNER), desk.shop)
    seen = page(owner, reverse("desk:views"))
    assert ("Ours" in seen, "Mine alone" in seen) == (True, False)
    mine = next(view for view in views(desk) if view.owner_id)
    assert owner.post(reverse("desk:delete_view", args=[mine.public_id])).status_code == 404


def test_a_reader_saves_for_themselves_and_not_for_the_team(colleague: Client, desk: Desk, tag: Tag) -> None:
    reader = browser_of(make_colleague(desk.shop, "reads@example.com", Role.READER), desk.shop)
    assert save(reader, tag).status_code == 302
    assert save(reader, tag, shared="1").status_code == 403
    save(colleague, tag, name="Ours", shared="1")
    shared = next(view for view in views(desk) if view.owner_id is None)
    for name in ("rename_view", "move_view", "delete_view", "restore_view"):
        assert reader.post(reverse(f"desk:{name}", args=[shared.public_id]), {"name": "x"}).status_code == 403


def test_an_outsider_sees_and_saves_nothing(desk: Desk, tag: Tag) -> None:
    other = make_desk("other", "hello@other.test", "arjun@example.com")
    outsider = browser_of(other.member, desk.shop)
    for address in (
        reverse("desk:views"),
        reverse("desk:views_beside"),
        reverse("desk:filter", args=["now"]),
    ):
        assert outsider.get(address).status_code == 404
    assert save(outsider, tag).status_code == 404


def test_views_are_renamed_moved_deleted_and_brought_back(colleague: Client, desk: Desk, tag: Tag) -> None:
    for name in ("One", "Two"):
        save(colleague, tag, name=name)
    one, two = views(desk)
    colleague.post(reverse("desk:move_view", args=[two.public_id]), {"to": "up"})
    colleague.post(reverse("desk:rename_view", args=[one.public_id]), {"name": "Eins"})
    assert [view.name for view in views(desk)] == ["Two", "Eins"]
    deleted = colleague.post(reverse("desk:delete_view", args=[two.public_id]), headers=HTMX)
    assert [view.name for view in views(desk)] == ["Eins"]
    moved = colleague.post(reverse("desk:move_view", args=[two.public_id]), {"to": "up"})
    assert (moved.status_code, [view.name for view in views(desk)]) == (404, ["Eins"])
    undo = json.loads(deleted["HX-Trigger"])["toast"]["undoUrl"]
    colleague.post(undo, headers=HTMX)
    assert [view.name for view in views(desk)] == ["Two", "Eins"]


def test_below_those_who_wait_stands_what_is_promised_and_whom_we_wait_for(
    colleague: Client, desk: Desk, conversation: Conversation, tag: Tag
) -> None:
    with store_scope(desk.store_id):
        due_at = now() + timedelta(minutes=1)
        promise_update(desk.actor, conversation, promise=Promise("call", due_at))
        reply(desk.actor, Conversation.objects.exclude(pk=conversation.pk).get(), text="Soon", client_key="1")
    shown = page(colleague, reverse("desk:below"))
    assert shown.index("Promised today") < shown.index("Sunita Verma") < shown.index("With the customer")
    assert shown.index("With the customer") < shown.index("John")
    assert 'hx-get="/desk/now/below/"' in page(colleague, NOW)
    assert "/desk/now/below/" not in page(colleague, "/desk/solved/")


def test_a_view_whose_tag_is_gone_still_opens(colleague: Client, desk: Desk, tag: Tag) -> None:
    save(colleague, tag)
    with store_scope(desk.store_id):
        Tag.objects.all().delete()
    assert colleague.get(reverse("desk:views")).status_code == 200
    assert colleague.get(f"{NOW}?tag={tag.public_id}").status_code == 200


def test_there_is_room_for_so_many_views_of_each_and_of_the_team(
    colleague: Client, desk: Desk, tag: Tag
) -> None:
    for number in range(MOST_VIEWS):
        save(colleague, tag, name=f"View {number}")
    full = save(colleague, tag, name="One too many")
    assert f"There is room for {MOST_VIEWS} views here, and all of it is taken." in full.content.decode()
    assert "One too many" not in [view.name for view in views(desk)]
    assert save(colleague, tag, name="Ours", shared="1").status_code == 302
    gone = next(view for view in views(desk) if view.owner_id)
    colleague.post(reverse("desk:delete_view", args=[gone.public_id]))
    save(colleague, tag, name="In its place")
    back = colleague.post(reverse("desk:restore_view", args=[gone.public_id]), headers=HTMX)
    assert "and all of it is taken" in back.content.decode()
    assert len(views(desk)) == MOST_VIEWS + 1


def test_the_ends_of_a_range_are_written_into_the_form_and_stand_above_the_list(
    colleague: Client, desk: Desk, tag: Tag
) -> None:
    with store_scope(desk.store_id):
        weight = make_field("Weight", Kind.NUMBER)
    end = f"field-{weight.public_id.hex}-from"
    assert f'name="{end}" type="text" value="12.5"' in page(
        colleague, reverse("desk:filter", args=["now"]) + f"?{end}=12.50"
    )
    narrowed = page(colleague, f"{NOW}?{end}=12.5")
    assert "Take off Weight, from: 12.5" in narrowed
    assert narrowed.count('class="conv') == 0
    assert page(colleague, f"{NOW}?{end}=heavy").count('class="conv') == 2
