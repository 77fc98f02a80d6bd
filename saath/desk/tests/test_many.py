"""Many conversations at once: what the bar offers, what is left out, the undo; with and without scripts."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from saath.conversations.actions.sweeps import start_sweep
from saath.conversations.actions.tags import tag_conversation
from saath.conversations.actions.triage import assign_conversation
from saath.conversations.models import Conversation, ConversationTag, Handover, Sweep
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, work
from saath.stores.models import Member
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope
from saath.writing.deeds import Becomes, Deeds
from saath.writing.models import SavedUse
from saath.writing.tests.builders import save_reply

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
HTMX = {"HX-Request": "true"}
MANY = "/desk/now/many/"
NAMES = ("Asha", "Bela", "Chitra")


@pytest.fixture
def three(desk: Desk) -> list[str]:
    """Three customers wait, named by the addresses of their conversations; a fourth is Sunita."""
    for name in NAMES:
        sender = f"{name.lower()}@example.in"
        arrive(mail(f"It is {name}", sender=f"{name} <{sender}>", subject=name), mail_from=sender)
    with store_scope(desk.store_id):
        found = Conversation.objects.filter(subject__in=NAMES).order_by("pk")
        return [str(each.public_id) for each in found]


@pytest.fixture
def arjun(desk: Desk) -> Member:
    return make_colleague(desk.shop, "arjun@example.com")


def do(browser: Client, what: str, chosen: list[str], *, scripts: bool = True, **more: str) -> HttpResponse:
    fields = {"do": what, "c": chosen, **more}
    return browser.post(MANY, fields, headers=HTMX if scripts else {})  # type: ignore[return-value]


def told(answer: HttpResponse) -> Any:
    return json.loads(answer["HX-Trigger"])["toast"]


def states(desk: Desk) -> dict[str, str]:
    with store_scope(desk.store_id):
        return dict(Conversation.objects.order_by("pk").values_list("subject", "state"))


def test_each_line_has_a_box_and_the_list_its_form(colleague: Client, three: list[str]) -> None:
    page = colleague.get("/desk/now/").content.decode()
    assert page.count('type="checkbox" form="many" name="c"') == 4
    assert 'aria-label="Select Asha"' in page
    assert f'<form class="many" id="many" action="{MANY}">' in page
    narrowed = colleague.get("/desk/now/?waiting=x&person=me").content.decode()
    assert 'id="many"' in narrowed


def test_the_bar_offers_what_can_be_done_here(colleague: Client, desk: Desk, three: list[str]) -> None:
    with store_scope(desk.store_id):
        save_reply("Close", deeds=Deeds(("done",)))
        save_reply("Bye", texts={"en": "Bye"})
    bar = colleague.get(MANY, headers=HTMX).content.decode()
    for offered in ("Solve", "Close without asking the customer", "Put it on", "Snooze", "Spam", "Close"):
        assert offered in bar
    assert "Bye" not in bar
    assert "Not spam" in colleague.get("/desk/spam/many/", headers=HTMX).content.decode()
    assert "Reopen" in colleague.get("/desk/solved/many/", headers=HTMX).content.decode()


def test_the_chosen_are_solved_and_all_of_it_is_undone(
    colleague: Client, desk: Desk, three: list[str]
) -> None:
    done = told(do(colleague, "solve:refund", three))
    assert done["text"] == "3 solved"
    assert states(desk) == {"Order PT-20418": "open", **dict.fromkeys(NAMES, "solved")}
    back = told(colleague.post(done["undoUrl"], headers=HTMX))  # type: ignore[arg-type]
    assert (back["text"], "undoUrl" in back) == ("3 back as they were", False)
    assert set(states(desk).values()) == {"open"}


def test_what_a_colleague_changed_meanwhile_is_said_by_count(
    colleague: Client, desk: Desk, arjun: Member, three: list[str]
) -> None:
    done = told(do(colleague, "close", three))
    assert done["text"] == "3 solved without asking the customer"
    tagged = reverse("desk:tag", args=[three[0]])
    browser_of(arjun, desk.shop).post(tagged, {"name": "mine"})
    back = told(colleague.post(done["undoUrl"], headers=HTMX))  # type: ignore[arg-type]
    assert back["text"] == "2 back as they were · changed since, and stay: 1"


def test_what_cannot_be_done_is_left_out_with_its_reason(colleague: Client, three: list[str]) -> None:
    answer = told(do(colleague, "snooze:written", three))
    assert answer["text"] == "0 snoozed · left out, waiting for an answer: 3"
    assert "undoUrl" not in answer


def test_tags_are_put_on_and_taken_off(colleague: Client, desk: Desk, three: list[str]) -> None:
    assert told(do(colleague, "tag", three, tag="Diwali"))["text"] == "3 tagged “Diwali”"
    with store_scope(desk.store_id):
        assert ConversationTag.objects.count() == 3
    taken = told(do(colleague, "untag", three, tag="diwali"))
    assert taken["text"] == "“diwali” taken off 3"
    colleague.post(taken["undoUrl"], headers=HTMX)
    with store_scope(desk.store_id):
        assert ConversationTag.objects.count() == 3
    assert "There is no such tag." in do(colleague, "untag", three, tag="never").content.decode()
    assert "A tag has 1 to 40 characters." in do(colleague, "tag", three).content.decode()


def test_giving_away_what_somebody_has_asks_why_once(
    colleague: Client, desk: Desk, arjun: Member, three: list[str]
) -> None:
    farida = make_colleague(desk.shop, "farida@example.com")
    with store_scope(desk.store_id):
        assign_conversation(desk.actor, Conversation.objects.get(subject="Asha"), to=arjun)
    asked = do(colleague, f"assign:{farida.public_id}", three)
    assert "Somebody has one of them." in asked.content.decode()
    assert asked["HX-Retarget"] == "#many-asks"
    hand = f"hand:{farida.public_id}"
    assert "Choose why it goes to somebody else." in do(colleague, hand, three).content.decode()
    summary = "Arjun is ill until Monday."
    assert told(do(colleague, hand, three, reason="away", summary=summary))["text"] == "3 given to Farida"
    with store_scope(desk.store_id):
        assert Handover.objects.count() == 1
    only = told(do(colleague, f"unowned:{arjun.public_id}", three))
    assert only["text"] == "0 given to Arjun · left out, somebody has them: 3"
    assert told(do(colleague, "assign:", three))["text"] == "3 back in the queue"


def test_a_macro_runs_and_one_with_words_does_not(colleague: Client, desk: Desk, three: list[str]) -> None:
    with store_scope(desk.store_id):
        macro = save_reply("Close", deeds=Deeds(("done",), becomes=Becomes.SOLVED))
        words = save_reply("Bye", texts={"en": "Bye"}, deeds=Deeds(("bye",)))
    done = told(do(colleague, f"macro:{macro.public_id}", three))
    assert done["text"] == "Done with 3"
    assert list(states(desk).values()).count("solved") == 3
    colleague.post(done["undoUrl"], headers=HTMX)
    assert set(states(desk).values()) == {"open"}
    with store_scope(desk.store_id):
        assert (SavedUse.objects.count(), ConversationTag.objects.count()) == (0, 0)
    refused = do(colleague, f"macro:{words.public_id}", three)
    assert "HX-Trigger" not in refused
    with store_scope(desk.store_id):
        assert ConversationTag.objects.count() == 0


def test_all_of_a_list_is_what_its_filters_leave(colleague: Client, desk: Desk, three: list[str]) -> None:
    with store_scope(desk.store_id):
        tag = tag_conversation(desk.actor, Conversation.objects.get(subject="Asha"), name="late")
    narrowed = do(colleague, "solve:answer", [], all="1", query=f"tag={tag.public_id}")
    assert told(narrowed)["text"] == "1 solved"
    assert told(do(colleague, "solve:answer", [], all="1"))["text"] == "3 solved"
    assert set(states(desk).values()) == {"solved"}


def test_without_scripts_it_is_pages(colleague: Client, desk: Desk, three: list[str]) -> None:
    page = colleague.get(MANY, {"c": three}).content.decode()
    assert "3 selected" in page
    assert page.count('type="hidden" name="c"') == 3
    answer = do(colleague, "solve:answer", three, scripts=False)
    shown = colleague.get(answer["Location"]).content.decode()
    assert "3 solved" in shown
    with store_scope(desk.store_id):
        done = Sweep.objects.get()
    undone = colleague.post(reverse("desk:undo_sweep", args=[done.public_id]))
    assert "3 back as they were" in colleague.get(undone["Location"]).content.decode()
    assert "Nothing is selected." in do(colleague, "solve:answer", [], scripts=False).content.decode()


def test_more_than_a_page_shows_how_far_it_has_come(
    colleague: Client, desk: Desk, three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("actions.sweeps", "sweeping.jobs"):
        monkeypatch.setattr(f"saath.conversations.{module}.BATCH", 2)
    begun = do(colleague, "spam", three)
    address = json.loads(begun["HX-Trigger"])["sweeping"]["url"]
    part = colleague.get(address, headers=HTMX)
    assert "0 of 3 done" in part.content.decode()
    assert colleague.get(address)["Refresh"] == "2"
    work()
    over = colleague.get(address, headers=HTMX)
    assert (over.status_code, told(over)["text"]) == (286, "3 put into spam")  # type: ignore[arg-type]
    colleague.post(told(over)["undoUrl"], headers=HTMX)  # type: ignore[arg-type]
    assert "0 of 3 put back" in colleague.get(address, headers=HTMX).content.decode()
    work()
    assert told(colleague.get(address, headers=HTMX))["text"] == "3 back as they were"  # type: ignore[arg-type]


def test_who_may_not(desk: Desk, colleague: Client, three: list[str]) -> None:
    reader = browser_of(make_colleague(desk.shop, "reads@example.com", Role.READER), desk.shop)
    assert reader.get(MANY).status_code == 403
    assert do(reader, "spam", three).status_code == 403
    assert 'id="many"' not in reader.get("/desk/now/").content.decode()
    other = make_desk("other", "hello@other.test", "other@example.com")
    outsider = browser_of(other.member, desk.shop)
    assert outsider.get(MANY).status_code == 404
    assert do(outsider, "spam", three).status_code == 401
    elsewhere = browser_of(other.member, other.shop)
    assert "Nothing is selected." in do(elsewhere, "spam", three).content.decode()
    assert set(states(desk).values()) == {"open"}


def test_nobody_sees_or_undoes_what_a_colleague_did(desk: Desk, arjun: Member, three: list[str]) -> None:
    with store_scope(desk.store_id):
        ids = list(Conversation.objects.values_list("pk", flat=True))
        done = start_sweep(desk.actor, ids, deed="spam", values={})
    owner = browser_of(make_colleague(desk.shop, "owner@example.com", Role.OWNER), desk.shop)
    for browser in (owner, browser_of(arjun, desk.shop)):
        assert browser.get(reverse("desk:sweep", args=[done.public_id])).status_code == 404
        assert browser.post(reverse("desk:undo_sweep", args=[done.public_id])).status_code == 404


def test_odd_input_is_refused_in_words(colleague: Client, three: list[str]) -> None:
    for what in ("", "nothing", "solve:love", "snooze:never", "macro:x", "assign:x", "hand:"):
        answer = do(colleague, what, three)
        assert answer.status_code in (200, 404)
        assert "HX-Trigger" not in answer
    assert "HX-Trigger" not in do(colleague, "spam", ["no id"])


def test_the_boxes_cost_the_list_no_statement(
    colleague: Client, three: list[str], statements: Callable[[Client, str], int]
) -> None:
    assert statements(colleague, "/desk/now/") <= 6
