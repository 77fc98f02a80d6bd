"""What comes for a colleague who is away goes to who stands in for them, with their note."""

from __future__ import annotations

from datetime import timedelta

import pytest

from saath.conversations.actions.reply import reply
from saath.conversations.actions.triage import assign_conversation
from saath.conversations.models import Conversation, Handover, MessageKey
from saath.conversations.tests.builders import Desk, arrive, mail, only_conversation, work
from saath.core.clock import at, now
from saath.core.errors import BadInput, Forbidden
from saath.stores.actions.away import LONGEST_AWAY, come_back, go_away
from saath.stores.models import Member
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_store")]
DAY = timedelta(days=1)


@pytest.fixture
def conversation(desk: Desk) -> Conversation:
    """One that belongs to the desk's member."""
    arrive(mail())
    return assign_conversation(desk.actor, only_conversation(), to=desk.member)


def leave(desk: Desk, stand_in: Member | None, note: str = "") -> None:
    go_away(desk.actor, desk.member, since=now() - DAY, until=now() + 3 * DAY, stand_in=stand_in, note=note)


def customer_writes_again() -> None:
    first = MessageKey.objects.order_by("id")[0].key
    arrive(mail("Are you there?", answers=first))
    work()


def test_who_stands_in_gets_it_with_the_note(desk: Desk, arjun: Member, conversation: Conversation) -> None:
    leave(desk, arjun, note="Ask Iqbal for the lot number.")
    customer_writes_again()
    assert only_conversation().assignee == arjun
    handover = Handover.objects.get()
    assert (handover.reason, handover.was_with, handover.given_to) == ("away", desk.member, arjun)
    assert handover.summary.startswith("Meera is away until ")
    assert handover.summary.endswith("Ask Iqbal for the lot number.")


def test_without_one_who_stands_in_it_goes_back_to_the_queue(desk: Desk, conversation: Conversation) -> None:
    leave(desk, None)
    customer_writes_again()
    assert only_conversation().assignee is None


def test_one_who_stands_in_and_is_away_too_gets_nothing(
    desk: Desk, arjun: Member, conversation: Conversation
) -> None:
    leave(desk, arjun)
    go_away(actor_of(arjun), arjun, since=now() - DAY, until=now() + DAY, stand_in=None)
    customer_writes_again()
    assert only_conversation().assignee is None


def test_it_stays_while_nothing_comes_and_once_they_are_back(
    desk: Desk, arjun: Member, conversation: Conversation
) -> None:
    reply(desk.actor, conversation, text="It leaves today.", client_key="leaves")
    leave(desk, arjun)
    work()
    assert only_conversation().assignee == desk.member
    come_back(desk.actor, desk.member)
    customer_writes_again()
    assert only_conversation().assignee == desk.member


def test_what_waits_for_an_answer_goes_over_as_they_go(
    desk: Desk, arjun: Member, conversation: Conversation
) -> None:
    since = now() + DAY
    go_away(desk.actor, desk.member, since=since, until=since + DAY, stand_in=arjun)
    work()
    assert only_conversation().assignee == desk.member
    with at(since):
        work()
    assert only_conversation().assignee == arjun
    assert Handover.objects.get().reason == "away"


def test_who_does_not_go_after_all_keeps_what_is_theirs(
    desk: Desk, arjun: Member, conversation: Conversation
) -> None:
    since = now() + DAY
    go_away(desk.actor, desk.member, since=since, until=since + DAY, stand_in=arjun)
    work()
    come_back(desk.actor, desk.member)
    with at(since):
        work()
    assert only_conversation().assignee == desk.member


def test_a_promise_that_comes_due_goes_over(desk: Desk, arjun: Member, conversation: Conversation) -> None:
    leave(desk, arjun)
    due = only_conversation().due_at
    assert due is not None
    with at(due - timedelta(seconds=60)):
        work()
    assert only_conversation().assignee == arjun


def test_only_oneself_goes_away_and_times_have_to_make_sense(desk: Desk, arjun: Member) -> None:
    with pytest.raises(Forbidden):
        go_away(actor_of(arjun), desk.member, since=now(), until=now() + DAY, stand_in=None)
    for since, until, stand_in in (
        (now() + DAY, now(), None),
        (now() - 2 * DAY, now() - DAY, None),
        (now(), now() + LONGEST_AWAY + DAY, None),
        (now(), now() + DAY, desk.member),
    ):
        with pytest.raises(BadInput):
            go_away(desk.actor, desk.member, since=since, until=until, stand_in=stand_in)


@pytest.mark.urls("config.urls.staff")
def test_the_page_keeps_it_and_the_team_sees_it(desk: Desk, arjun: Member) -> None:
    browser, today = browser_of(desk.member, desk.shop), now().astimezone(desk.shop.store.zone).date()
    days = {"first_day": today.isoformat(), "last_day": (today + DAY).isoformat()}
    wrong = browser.post("/settings/away/", {**days, "last_day": (today - DAY).isoformat()})
    assert (wrong.status_code, "Coming back has to be later than going." in wrong.text) == (422, True)
    for first, last in ((today.isoformat(), "9999-12-31"), ("0001-01-01", "9999-12-31")):
        endless = browser.post("/settings/away/", {"first_day": first, "last_day": last})
        assert (endless.status_code, "Choose a year at most." in endless.text) == (422, True)
    long_ago = browser.post("/settings/away/", {"first_day": "0001-01-01", "last_day": today.isoformat()})
    assert long_ago.status_code == 422
    browser.post("/settings/away/", {**days, "stand_in": str(arjun.public_id)})
    assert "You are away" in browser.get("/settings/away/").text
    assert ">away<" in browser.get("/settings/team/").text
    browser.post("/settings/away/back/")
    assert ">away<" not in browser.get("/settings/team/").text


@pytest.mark.urls("config.urls.staff")
def test_an_absence_that_is_over_is_not_shown_as_one_to_come(desk: Desk) -> None:
    leave(desk, None)
    browser = browser_of(desk.member, desk.shop)
    back = (now() + 3 * DAY).astimezone(desk.shop.store.zone).date()
    assert f"back on {back.day} {back:%B %Y}" in browser.get("/settings/away/").text
    with at(now() + 4 * DAY):
        over = browser.get("/settings/away/").text
    assert "When you are away" in over
    assert "I am not going" not in over


@pytest.mark.urls("config.urls.staff")
def test_who_answers_nobody_has_no_such_page(desk: Desk) -> None:
    reader = make_colleague(desk.shop, "hemal@example.com", Role.READER)
    assert browser_of(reader, desk.shop).get("/settings/away/").status_code == 403
    assert browser_of(reader, desk.shop).post("/settings/away/back/").status_code == 403
    assert browser_of(None, desk.shop).get("/settings/away/").status_code == 302
