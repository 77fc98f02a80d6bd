"""The pages of grievances: for who works here, and for nobody else."""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation
from saath.promises.grievances.tests.builders import complain, open_page
from saath.promises.models import Grievance, GrievanceOfficer
from saath.stores.models import Member
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague, make_shop
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
PAGES = ("/grievances/", "/grievances/register/")


@pytest.fixture
def desk() -> Desk:
    desk = make_desk()
    with store_scope(desk.store_id):
        open_page()
    return desk


@pytest.fixture
def owner(desk: Desk) -> Member:
    return make_colleague(desk.shop, "asha@example.com", Role.OWNER)


def text_of(page: Any) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split()))


def grievance_in(desk: Desk, **entered: str) -> Grievance:
    with store_scope(desk.store_id):
        return complain(desk, **entered)


def test_a_register_says_whether_nothing_came_or_nothing_is_like_that(desk: Desk) -> None:
    browser = browser_of(desk.member, desk.shop)
    assert "No grievance has been received yet" in text_of(browser.get("/grievances/register/"))
    assert "No grievance is like that" in text_of(browser.get("/grievances/register/?since=2026-01-01"))


def test_who_may_name_an_officer_is_led_there_while_there_is_none(desk: Desk, owner: Member) -> None:
    with store_scope(desk.store_id):
        GrievanceOfficer.objects.all().delete()
    for member, is_led in ((owner, True), (desk.member, False)):
        page = browser_of(member, desk.shop).get("/grievances/")
        assert "Nobody is named who answers for grievances." in text_of(page)
        assert ('href="/settings/grievances/">Name somebody' in page.content.decode()) is is_led


def test_owner_and_colleague_see_what_waits_and_both_limits(desk: Desk, owner: Member) -> None:
    grievance = grievance_in(desk)
    for member in (owner, desk.member):
        page = browser_of(member, desk.shop).get("/grievances/")
        assert page.status_code == HTTPStatus.OK
        for said in (
            "1 grievance waits for a decision",
            grievance.reference,
            "Acknowledge:",
            "Decide:",
            "Kavita Shah",
        ):
            assert said in text_of(page)


def test_a_count_that_is_cut_is_not_shown_as_the_whole(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("saath.promises.grievances.queries.register.MOST_OPEN", 1)
    browser = browser_of(desk.member, desk.shop)
    grievance_in(desk)
    assert "1 grievance waits for a decision" in text_of(browser.get("/grievances/"))
    grievance_in(desk, address="meena@example.in", key="f2")
    assert "More than 1 grievances wait for a decision" in text_of(browser.get("/grievances/"))


def test_outsiders_see_nothing(desk: Desk) -> None:
    grievance = grievance_in(desk)
    other = make_shop("other")
    stranger = make_colleague(other, "dev@example.com", Role.OWNER)
    one = f"/grievances/{grievance.public_id}/"
    for address in (*PAGES, one, f"{one}decide/"):
        assert Client(headers={"host": desk.shop.host}).get(address).status_code == HTTPStatus.FOUND
        assert browser_of(stranger, desk.shop).get(address).status_code == HTTPStatus.NOT_FOUND
    assert browser_of(stranger, other).get(one).status_code == HTTPStatus.NOT_FOUND
    told = browser_of(stranger, other).post(f"{one}told/")
    assert told.status_code == HTTPStatus.NOT_FOUND


def test_a_colleague_makes_a_conversation_a_grievance(desk: Desk) -> None:
    arrive(mail())
    with store_scope(desk.store_id):
        conversation = only_conversation()
    browser, address = (
        browser_of(desk.member, desk.shop),
        f"/conversations/{conversation.public_id}/grievance/",
    )
    assert "Make it a grievance" in text_of(browser.get(address))
    late = {"source": "staff", "cause": "late", "received_at": "2037-01-01T10:00", "tells": "on"}
    refused = browser.post(address, late)
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "cannot be later than the customer’s first message" in text_of(refused)
    made = browser.post(address, {"source": "staff", "cause": "late", "tells": "on"}, follow=True)
    assert f"Grievance {conversation.reference}" in text_of(made)
    assert browser.get(address).status_code == HTTPStatus.FOUND


def test_the_letter_is_looked_at_before_it_leaves(desk: Desk, owner: Member) -> None:
    grievance = grievance_in(desk, language="gu")
    browser, one = browser_of(owner, desk.shop), f"/grievances/{grievance.public_id}/"
    looked = browser.post(f"{one}decide/", {"step": "look", "outcome": "refund"})
    assert "તમારા પૈસા પાછા મળી જશે." in text_of(looked)
    with store_scope(desk.store_id):
        assert Grievance.objects.get().redressed_at is None
    sent = {"step": "send", "outcome": "refund", "words": "તમારા પૈસા આજે પાછા.", "key": "d1"}
    page = browser.post(f"{one}decide/", sent, follow=True)
    assert "Decided: Refund." in text_of(page)
    assert browser.get(f"{one}decide/").status_code == HTTPStatus.FOUND


def test_a_refusal_waits_for_another_person_who_agrees(desk: Desk, owner: Member) -> None:
    second = make_colleague(desk.shop, "kavita@example.com", Role.MANAGER)
    grievance = grievance_in(desk)
    browser, one = browser_of(owner, desk.shop), f"/grievances/{grievance.public_id}/"
    refusal = {
        "outcome": "refused",
        "refusal": "time",
        "why": "Bought in March.",
        "words": "We cannot.",
        "key": "d1",
    }
    unread = browser.post(f"{one}decide/", {**refusal, "step": "look"})
    assert "Read what the rules say of such goods" in text_of(unread)
    page = browser.post(f"{one}decide/", {**refusal, "step": "send", "has_seen_warning": "on"}, follow=True)
    assert "Another person has to agree to this refusal." in text_of(page)
    assert "Agree, and send the letter" not in text_of(page)
    theirs = browser_of(second, desk.shop)
    assert "Agree, and send the letter" in text_of(theirs.get(one))
    assert "Agreed. The letter is on its way." in text_of(theirs.post(f"{one}agree/", follow=True))


def test_who_may_not_decide_is_told_so(desk: Desk) -> None:
    grievance = grievance_in(desk)
    browser, one = browser_of(desk.member, desk.shop), f"/grievances/{grievance.public_id}/"
    assert browser.get(f"{one}decide/").status_code == HTTPStatus.FORBIDDEN
    assert browser.post("/grievances/register/file/").status_code == HTTPStatus.FORBIDDEN
    assert "Decide" not in text_of(browser.get(one)).replace("Decide:", "")


def test_the_docket_of_the_helpline_is_written_down_with_its_deadline(desk: Desk, owner: Member) -> None:
    grievance = grievance_in(desk)
    browser, one = browser_of(owner, desk.shop), f"/grievances/{grievance.public_id}/"
    early = browser.post(f"{one}docket/", {"docket": "NCH-4711", "docket_due_at": "2020-01-01T10:00"})
    assert early.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "lies after the first receipt" in text_of(early)
    due = f"{grievance.received_at + timedelta(days=5):%Y-%m-%dT%H:%M}"
    page = browser.post(f"{one}docket/", {"docket": "NCH-4711", "docket_due_at": due}, follow=True)
    assert "Helpline:" in text_of(page)
    assert "NCH-4711" in text_of(browser.get("/grievances/"))
    stranger = make_colleague(make_shop("other"), "dev@example.com", Role.OWNER)
    told = browser_of(stranger, desk.shop).post(f"{one}docket/", {"docket": "x"})
    assert told.status_code == HTTPStatus.NOT_FOUND


def test_who_complained_is_erased_once_it_is_decided(desk: Desk, owner: Member) -> None:
    grievance = grievance_in(desk)
    browser, one = browser_of(owner, desk.shop), f"/grievances/{grievance.public_id}/"
    assert "Erase who complained" in text_of(browser.get(one))
    page = browser.post(f"{one}erase/", follow=True)
    assert "thirty days after the decision" in text_of(page)
    assert "Sunita Verma" in text_of(page)
    assert browser_of(desk.member, desk.shop).post(f"{one}erase/", follow=True).status_code == HTTPStatus.OK
    with store_scope(desk.store_id):
        assert Grievance.objects.get().erased_at is None


def test_the_register_is_narrowed_printed_and_taken(desk: Desk, owner: Member) -> None:
    first, second = grievance_in(desk, key="f1"), grievance_in(desk, key="f2", cause="late")
    browser = browser_of(owner, desk.shop)
    assert {first.reference, second.reference} <= {*text_of(browser.get("/grievances/register/")).split()}
    assert first.reference not in text_of(browser.get("/grievances/register/?state=closed"))
    assert first.reference not in text_of(browser.get("/grievances/register/?until=2020-01-01"))
    assert first.reference in text_of(browser.get("/grievances/register/?since=0001-01-01&until=9999-12-31"))
    assert first.reference not in text_of(browser.get("/grievances/register/?since=9999-12-31"))
    assert first.reference in text_of(browser.get("/grievances/register/?paper=1"))
    taken = browser.post("/grievances/register/file/", {"source": "form"})
    lines = list(csv.reader(io.StringIO(taken.getvalue().decode("utf-8-sig"))))
    assert [line[0] for line in lines] == ["reference", first.reference, second.reference]
    assert "attachment" in taken["Content-Disposition"]


def test_the_register_costs_the_same_however_many_there_are(desk: Desk, owner: Member) -> None:
    browser = browser_of(owner, desk.shop)
    grievance_in(desk)
    counts = []
    for number in range(2):
        browser.get("/grievances/register/")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            browser.get("/grievances/register/")
        counts.append(len(asked))
        for each in range(4):
            grievance_in(desk, key=f"g{number}-{each}", address=f"g{number}{each}@example.in")
    assert counts[0] == counts[1] <= 12


def test_the_settings_name_what_is_missing_and_keep_who_was_officer(desk: Desk, owner: Member) -> None:
    browser = browser_of(owner, desk.shop)
    page = text_of(browser.get("/settings/grievances/"))
    assert "All details are there." in page
    changed = {
        "name": "Ravi Mehta",
        "designation": "Owner",
        "email": "ravi@paanch.test",
        "phone": "",
        "member": "",
    }
    page = text_of(browser.post("/settings/grievances/officer/", changed, follow=True))
    assert "Ravi Mehta answers for grievances from now on." in page
    assert "Kavita Shah" in page
    with store_scope(desk.store_id):
        former, now_is = GrievanceOfficer.objects.order_by("id")
        assert (former.until is not None, now_is.until) == (True, None)
    wrong = browser.post("/settings/grievances/officer/", {**changed, "email": "nobody"})
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "This is no e-mail address." in text_of(wrong)


def test_the_settings_never_promise_more_time_than_the_rules_give(desk: Desk, owner: Member) -> None:
    browser = browser_of(owner, desk.shop)
    entered = {
        "word_hours": "72",
        "redress_days": "60",
        "word_notices": "24, 50",
        "redress_notices": "x",
        "docket_notices": "72, 24",
        "version": "2",
    }
    page = browser.post("/settings/grievances/details/", entered)
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Write numbers, such as 24, 40." in text_of(page)
    right = {
        **entered,
        "word_hours": "24",
        "redress_days": "14",
        "word_notices": "12",
        "redress_notices": "7 10",
    }
    page = browser.post("/settings/grievances/details/", right, follow=True)
    assert "What the rules want shown, and is missing:" in text_of(page)


def test_a_colleague_without_the_right_sees_no_settings(desk: Desk) -> None:
    assert browser_of(desk.member, desk.shop).get("/settings/grievances/").status_code == HTTPStatus.FORBIDDEN
