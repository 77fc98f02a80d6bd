"""Rows go when their time is over (`tenancy.purge`, tried here on rows of a lower room)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import ProtectedError

from saath.core.clock import now
from saath.tenancy import purge
from saath.tenancy.models import Store
from saath.tenancy.purge import blank_values, purge_expired
from saath.tenancy.retention import Retention
from saath.tenancy.scope import every_store, store_scope
from saath.timeline.models import Event

YEARS = timedelta(days=4000)


@pytest.fixture
def shop(db: None) -> Iterator[Store]:
    """A shop in whose scope the test runs."""
    store = Store.objects.create(name="Paanch Takiye", slug="paanch-takiye")
    with store_scope(store.pk):
        yield store


def say(store: Store, count: int = 1) -> None:
    for _number in range(count):
        Event.objects.create(
            store_id=store.pk,
            kind="test.happened",
            audience="staff",
            subject_type="store",
            subject=store.public_id,
            refs={"a": "b"},
            actor_kind="system",
            actor_label="Meera",
        )


def keep_events(monkeypatch: pytest.MonkeyPatch, **how: Any) -> None:
    retention = Retention(purpose="test", keep_for=timedelta(days=10), erasure="delete")
    monkeypatch.setattr(Event, "retention", replace(retention, **how))


def test_rows_go_when_they_were_kept_long_enough(shop: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_events(monkeypatch)
    say(shop)
    assert "timeline.event" not in purge_expired(now() + timedelta(days=9))
    assert purge_expired(now() + timedelta(days=11))["timeline.event"] == 1
    assert not Event.objects.exists()


def test_rows_of_every_store_go_in_batches(shop: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_events(monkeypatch)
    monkeypatch.setattr(purge, "BATCH", 2)
    say(shop, 5)
    other = Store.objects.create(name="Doosri Dukaan", slug="doosri-dukaan")
    with store_scope(other.pk):
        say(other)
    assert purge_expired(now() + timedelta(days=11))["timeline.event"] == 6


def test_rows_that_are_blanked_stay_and_are_so_once(shop: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_events(monkeypatch, erasure="blank", blank=("actor_label", "refs", "actor_person_id"))
    say(shop, 3)
    assert purge_expired(now() + timedelta(days=11))["timeline.event"] == 3
    assert {event.actor_label for event in Event.objects.all()} == {""}
    assert [event.refs for event in Event.objects.all()] == [{}, {}, {}]
    assert "timeline.event" not in purge_expired(now() + timedelta(days=12))


def test_what_is_kept_as_long_as_the_store_stays(shop: Store) -> None:
    purge_expired(now() + YEARS)
    assert Store.objects.exists()


def test_row_that_another_needs_stays_and_holds_up_nothing(
    shop: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_events(monkeypatch)
    say(shop, 3)
    needed = Event.objects.order_by("pk").first()
    assert needed is not None
    delete = type(Event.objects.all()).delete

    def refuse_the_needed(rows: Any) -> Any:
        if rows.filter(pk=needed.pk).exists():
            raise ProtectedError("needed", {needed})
        return delete(rows)

    monkeypatch.setattr(type(Event.objects.all()), "delete", refuse_the_needed)
    assert purge_expired(now() + timedelta(days=11))["timeline.event"] == 2
    assert Event.objects.get() == needed


def test_failing_model_holds_up_no_other(shop: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_events(monkeypatch)
    say(shop)
    monkeypatch.setattr(
        Store, "retention", Retention("test", timedelta(1), "delete", dated_by="no_such_field")
    )
    with pytest.raises(ExceptionGroup):
        purge_expired(now() + timedelta(days=11))
    assert not Event.objects.exists()


def test_blank_is_null_where_it_may_be() -> None:
    assert blank_values(Event, ("actor_label", "refs", "actor_person_id")) == {
        "actor_label": "",
        "refs": {},
        "actor_person_id": None,
    }


def test_purge_reads_every_store_whatever_the_scope(db: None) -> None:
    with every_store("test"):
        assert purge_expired(now()) == {}
