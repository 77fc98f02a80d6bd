"""Who has not read what is in force is reminded once, in open hours and their language; the owner sees how many those are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from saath.conversations.tests.builders import work
from saath.core.errors import Forbidden
from saath.promises.models import Standard
from saath.promises.standards.actions import confirm_reading, remind_readers
from saath.promises.standards.jobs import remind_readers_of_every_store
from saath.promises.standards.queries import standard_in_force
from saath.promises.standards.tests.builders import publish, publish_again
from saath.stores.models import Member
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, Shop, browser_of, make_colleague, make_shop
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope

# A Monday at eleven in India.
OPEN = datetime(2037, 11, 23, 5, 30, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(OPEN, tick=False) as traveller:
        yield traveller


def look() -> list[str]:
    """Let the hourly look happen, and return to whom mails left in it."""
    before = len(mail.outbox)
    remind_readers_of_every_store.func()
    work()
    return sorted(each.to[0] for each in mail.outbox[before:])


@pytest.fixture
def published(clock: time_machine.Traveller, owner: Actor) -> Standard:
    return publish(owner)


def test_nobody_is_reminded_before_three_days_and_each_once(
    published: Standard, ravi: Member, hetal: Member, clock: time_machine.Traveller
) -> None:
    assert look() == []
    clock.shift(3 * DAY - timedelta(minutes=1))
    assert look() == []
    clock.shift(timedelta(minutes=1))
    assert look() == ["ravi@paanch.test"]
    clock.shift(DAY)
    assert look() == []
    assert "version 1" in str(mail.outbox[-1].body)
    assert "/settings/standards/" in str(mail.outbox[-1].body)


def test_who_has_read_it_or_may_not_or_has_left_hears_nothing(
    published: Standard, colleague: Actor, clock: time_machine.Traveller
) -> None:
    confirm_reading(colleague, published)
    clock.shift(4 * DAY)
    assert look() == []


def test_who_reads_it_after_the_reminder_was_begun_gets_no_mail(
    published: Standard, colleague: Actor, clock: time_machine.Traveller
) -> None:
    clock.shift(3 * DAY)
    assert remind_readers(TEST) == published
    confirm_reading(colleague, published)
    work()
    assert mail.outbox == []


def test_at_night_it_waits_for_the_morning(
    published: Standard, ravi: Member, clock: time_machine.Traveller
) -> None:
    clock.shift(3 * DAY + timedelta(hours=13))
    assert look() == []
    clock.move_to(OPEN + 4 * DAY)
    assert look() == ["ravi@paanch.test"]


def test_a_new_version_is_reminded_of_by_itself_and_the_old_one_no_more(
    published: Standard, owner: Actor, ravi: Member, clock: time_machine.Traveller
) -> None:
    clock.shift(2 * DAY)
    publish_again(owner, title="We are here")
    clock.shift(DAY)
    assert look() == []
    clock.shift(2 * DAY)
    assert look() == ["ravi@paanch.test"]
    assert "version 2" in str(mail.outbox[-1].body)


def test_it_is_written_in_their_language(
    published: Standard, ravi: Member, clock: time_machine.Traveller
) -> None:
    ravi.person.language = "gu"
    ravi.person.save(update_fields=["language"])
    clock.shift(3 * DAY)
    look()
    assert "વચન" in mail.outbox[-1].subject


def test_another_shop_and_one_without_standards_hear_nothing(
    published: Standard, clock: time_machine.Traveller
) -> None:
    other = make_shop("doosri", "Doosri")
    make_colleague(other, "dev@example.com", Role.OWNER)
    clock.shift(3 * DAY)
    look()
    assert "dev@example.com" not in {each.to[0] for each in mail.outbox}
    with store_scope(other.store.pk):
        assert standard_in_force() is None


def test_a_colleague_reminds_nobody(published: Standard, colleague: Actor) -> None:
    with pytest.raises(Forbidden):
        remind_readers(colleague)


def test_the_owner_sees_how_many_have_read_it_and_that_others_were_reminded(
    shop: Shop, hetal: Member, ravi: Member, published: Standard, clock: time_machine.Traveller
) -> None:
    assert "1 of 2 have read it" in browser_of(hetal, shop).get("/settings/standards/").content.decode()
    clock.shift(3 * DAY)
    look()
    assert "were reminded by mail" in browser_of(hetal, shop).get("/settings/standards/").content.decode()
    assert "were reminded by mail" not in browser_of(ravi, shop).get("/settings/standards/").content.decode()
