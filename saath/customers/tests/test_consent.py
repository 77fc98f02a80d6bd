"""Who may be written to for what: nobody is by silence, and a no counts as soon as it is said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from saath.core.clock import now
from saath.core.errors import BadInput, Forbidden
from saath.core.languages import CODES
from saath.customers.actions.consent import Shown, record_consent, withdraw_consent
from saath.customers.consent import Entry, Purpose, may, present, wording_of
from saath.customers.consenting import may_contact
from saath.customers.models import Consent, Customer
from saath.stores.tests.builders import TEST, make_shop
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope

NOON = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
SHOWN = Shown("May we?", "en", 1)


@pytest.mark.parametrize(
    ("purpose", "channel", "said", "answer"),
    [
        ("service", "email", None, True),
        ("service", "email", False, False),
        ("marketing", "email", None, False),
        ("marketing", "email", True, True),
        ("marketing", "email", False, False),
        ("feedback", "sms", None, False),
        ("profiling", "", True, True),
        ("profiling", "email", True, False),
        ("marketing", "", True, False),
        ("Marketing", "email", True, False),
        ("service", "pigeon", None, False),
    ],
)
def test_what_is_unknown_is_a_no_for_all_but_news_of_orders(
    purpose: str, channel: str, said: bool | None, answer: bool
) -> None:
    assert may(purpose, channel, said) is answer


def test_the_newest_word_stands_and_of_one_moment_the_no() -> None:
    yes, no = Entry(1, "marketing", "sms", True, NOON), Entry(2, "marketing", "sms", False, NOON)
    older = Entry(3, "marketing", "sms", True, NOON - timedelta(hours=1))
    other = Entry(4, "marketing", "email", True, NOON)
    assert present([yes, no, older, other]) == {2, 4}
    assert present([no, yes]) == {2}


def test_every_purpose_is_asked_with_words_of_its_own_in_every_language() -> None:
    asked = {wording_of(each, shop="Paanch Takiye", language=code) for each in Purpose for code in CODES}
    assert len(asked) == len(Purpose) * len(CODES)
    assert all("Paanch Takiye" in words for words in asked)


@pytest.mark.django_db
def test_a_yes_holds_until_a_no_and_the_journal_keeps_both() -> None:
    with store_scope(make_shop().store.pk):
        customer = Customer.objects.create(name="Sunita")
        given: dict[str, Any] = {"purpose": "marketing", "channel": "email", "shown": SHOWN, "how": "said"}
        with pytest.raises(BadInput, match="read or heard again"):
            record_consent(TEST, customer, **given)
        with pytest.raises(BadInput, match="still to come"):
            record_consent(TEST, customer, **given, proof="Call", at=now() + timedelta(days=1))
        with pytest.raises(Forbidden):
            record_consent(Actor("member", "Hemal"), customer, **given, proof="Call")
        record_consent(TEST, customer, **given, proof="Call of Monday")
        assert may_contact(customer, "marketing", "email")
        assert not may_contact(customer, "marketing", "sms")
        withdraw_consent(TEST, customer, purpose="marketing", channel="email")
        assert not may_contact(customer, "marketing", "email")
        record_consent(TEST, customer, **given, proof="An old form", at=now() - timedelta(days=9))
        assert not may_contact(customer, "marketing", "email")
        kept = Consent.objects.values_list("is_given", "wording", "proof", "is_present")
        assert list(kept.order_by("id")) == [
            (True, "May we?", "Call of Monday", False),
            (False, "", "", True),
            (True, "May we?", "An old form", False),
        ]
