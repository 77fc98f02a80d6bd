"""The owner writes and publishes, colleagues read and say so, nobody else sees anything."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from saath.promises.models import Standard, StandardReading
from saath.promises.standards.actions import begin_draft
from saath.promises.standards.content import content_of
from saath.promises.standards.forms import presented
from saath.promises.standards.tests.builders import publish, publish_again
from saath.stores.models import Member
from saath.stores.rules import Role
from saath.stores.tests.builders import Shop, browser_of, make_colleague, make_shop
from saath.tenancy.actor import Actor

HERE = "/settings/standards/"
MOST_STATEMENTS = 26


def entered(draft: Standard, **changed: object) -> dict[str, object]:
    """Return the form of a draft as a browser sends it."""
    values = {**presented(content_of(draft)), "version": draft.version, **changed}
    return {name: "" if value is None else value for name, value in values.items()}


def says(browser: Client, address: str = HERE) -> str:
    answer = browser.get(address)
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


def test_an_owner_writes_looks_and_publishes(shop: Shop, hetal: Member, owner: Actor) -> None:
    browser = browser_of(hetal, shop)
    assert "Write our promise" in says(browser)
    browser.post(f"{HERE}draft/begin/")
    draft = Standard.objects.get()
    answer = browser.post(
        f"{HERE}draft/", entered(draft, title_gu="અમે અહીં છીએ", first_answer_="10", look="1")
    )
    assert answer.headers["Location"] == f"{HERE}draft/look/"
    draft.refresh_from_db()
    assert draft.texts["title"]["gu"] == "અમે અહીં છીએ"
    assert "અમે અહીં છીએ" in says(browser, f"{HERE}draft/look/?lang=gu")
    browser.post(f"{HERE}draft/publish/", {"version": draft.version})
    assert "An answer within 10 minutes" in says(browser)


def test_what_does_not_fit_is_said_at_its_field_and_kept(shop: Shop, hetal: Member, owner: Actor) -> None:
    draft = begin_draft(owner)
    form = entered(draft, title_en="Within {soon}", opening_hi="लिखा हुआ")
    answer = browser_of(hetal, shop).post(f"{HERE}draft/", form)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = answer.content.decode()
    assert "In braces stands one of these" in page
    assert "लिखा हुआ" in page


def test_who_saves_late_is_told(shop: Shop, hetal: Member, owner: Actor) -> None:
    draft = begin_draft(owner)
    answer = browser_of(hetal, shop).post(f"{HERE}draft/", entered(draft, version=0))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_colleague_reads_says_so_and_is_asked_anew(
    shop: Shop, ravi: Member, owner: Actor, colleague: Actor
) -> None:
    browser = browser_of(ravi, shop)
    publish(owner)
    page = says(browser)
    assert "I have read it" in page
    assert "Who has read it" not in page
    assert "standards-unread" in says(browser, "/desk/now/")
    assert "Thank you" in browser.post(f"{HERE}1/read/", follow=True).content.decode()
    assert "I have read it" not in says(browser)
    assert "standards-unread" not in says(browser, "/desk/now/")
    publish_again(owner, title="We are here")
    page = says(browser)
    assert "You have read version 1." in page
    assert "We are here" in says(browser, f"{HERE}2/since/1/")


def test_the_owner_sees_who_has_read_it(shop: Shop, hetal: Member, ravi: Member, owner: Actor) -> None:
    publish(owner)
    assert "not yet" in says(browser_of(hetal, shop))
    browser_of(ravi, shop).post(f"{HERE}1/read/")
    assert "not yet" not in says(browser_of(hetal, shop))


def test_an_old_version_becomes_a_new_draft(shop: Shop, hetal: Member, owner: Actor) -> None:
    publish(owner)
    publish_again(owner, title="We are here")
    browser = browser_of(hetal, shop)
    assert "This is version 1" in says(browser, f"{HERE}1/")
    browser.post(f"{HERE}draft/begin/", {"like": "1"})
    assert Standard.objects.get(state="draft").based_on == 1
    browser.post(f"{HERE}draft/discard/", {"version": 1})
    assert not Standard.objects.filter(state="draft").exists()


def test_a_colleague_changes_nothing(shop: Shop, ravi: Member, owner: Actor, colleague: Actor) -> None:
    draft = begin_draft(owner)
    browser = browser_of(ravi, shop)
    assert browser.get(f"{HERE}draft/").status_code == HTTPStatus.FORBIDDEN
    assert browser.get(f"{HERE}draft/look/").status_code == HTTPStatus.FORBIDDEN
    for door in ("begin", "publish", "discard"):
        assert browser.post(f"{HERE}draft/{door}/", {"version": 1}).status_code == HTTPStatus.FORBIDDEN
    assert browser.post(f"{HERE}draft/", entered(draft)).status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("path", ["", "1/", "1/since/1/", "draft/", "draft/look/"])
def test_an_outsider_sees_nothing(shop: Shop, owner: Actor, path: str) -> None:
    publish(owner)
    begin_draft(owner)
    eve = make_colleague(make_shop("doosri", "Doosri"), "eve@doosri.test", Role.OWNER)
    assert browser_of(eve, shop).get(HERE + path).status_code == HTTPStatus.NOT_FOUND
    assert browser_of(None, shop).get(HERE + path).status_code == HTTPStatus.FOUND
    assert browser_of(eve, shop).post(f"{HERE}1/read/").status_code == HTTPStatus.NOT_FOUND
    assert StandardReading.objects.count() == 1


def test_the_page_takes_a_fixed_number_of_statements(shop: Shop, hetal: Member, owner: Actor) -> None:
    publish(owner)
    publish_again(owner, title="We are here")
    browser = browser_of(hetal, shop)
    says(browser)
    with CaptureQueriesContext(connection) as asked:
        says(browser)
    assert len(asked) <= MOST_STATEMENTS
