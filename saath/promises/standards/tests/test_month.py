"""What the page says of a month is what a plain and slow count of its clocks says, in any zone and wherever days end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from math import ceil
from random import Random
from zoneinfo import ZoneInfo

import pytest
import time_machine

from saath.conversations.models import ChannelAccount, Conversation
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation
from saath.promises.models import Clock, KeptDay
from saath.promises.standards.jobs import fold_kept
from saath.promises.standards.kept import KINDS, kept_lately
from saath.promises.standards.measuring import EDGES, FEWEST, Figures
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
CLOCKS = 900
OUTCOMES = ("kept", "kept", "kept", "missed", "void", "")
# The day on which somebody looks: after a month's end, in a leap year, and after clocks were changed both ways.
LOOKS = [
    ("Asia/Kolkata", date(2026, 12, 1)),
    ("Asia/Kolkata", date(2028, 3, 1)),
    ("Europe/Berlin", date(2026, 4, 2)),
    ("Europe/Berlin", date(2026, 11, 3)),
    ("America/New_York", date(2026, 3, 20)),
    ("Pacific/Auckland", date(2026, 10, 2)),
    ("Australia/Lord_Howe", date(2026, 4, 10)),
]


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = make_desk()
    arrive(mail())
    with store_scope(desk.store_id):
        Clock.objects.all().delete()
        yield desk


@pytest.mark.parametrize(("zone_name", "today"), LOOKS)
def test_the_figures_of_a_month_are_those_of_a_plain_count(desk: Desk, zone_name: str, today: date) -> None:
    zone, store = ZoneInfo(zone_name), Store.objects.get(pk=desk.store_id)
    store.time_zone = zone_name
    store.save(update_fields=["time_zone"])
    chance = Random(f"{zone_name} {today}")
    _clocks(chance, zone, today)
    looked_at = datetime.combine(today, time(0, 7), tzinfo=zone).astimezone(UTC)
    with time_machine.travel(looked_at, tick=False):
        fold_kept.func()
        first = list(KeptDay.objects.order_by("day", "channel", "kind").values_list("day", "kind", "count"))
        fold_kept.func()
        assert first == list(
            KeptDay.objects.order_by("day", "channel", "kind").values_list("day", "kind", "count")
        )
        shown = kept_lately(store).figures
    rows = list(Clock.objects.select_related("conversation__account"))
    for channel in ("", "email", "form"):
        for kind in KINDS:
            assert shown.get((channel, kind)) == _plainly(rows, channel, kind, zone, today), (channel, kind)


def test_a_month_that_is_folded_day_by_day_is_the_month_folded_at_once(desk: Desk) -> None:
    zone, store, today = ZoneInfo("Europe/Berlin"), Store.objects.get(pk=desk.store_id), date(2026, 11, 3)
    store.time_zone = "Europe/Berlin"
    store.save(update_fields=["time_zone"])
    _clocks(Random(4), zone, today)
    at_once = datetime.combine(today, time(0, 7), tzinfo=zone)
    with time_machine.travel(at_once, tick=False):
        fold_kept.func()
        expected = kept_lately(store).figures
        KeptDay.objects.all().delete()
    for day in range(33, -1, -1):
        for hour in (3, 23):
            moment = datetime.combine(today - timedelta(days=day), time(hour), tzinfo=zone)
            with time_machine.travel(min(moment, at_once), tick=False):
                fold_kept.func()
    with time_machine.travel(at_once, tick=False):
        fold_kept.func()
        assert kept_lately(store).figures == expected


def _clocks(chance: Random, zone: ZoneInfo, today: date) -> None:
    """Leave clocks that stopped at any time of some weeks, many of them at the edge of a day or of a changed hour."""
    by_mail = only_conversation()
    door = ChannelAccount.objects.create(channel="form", name="Form", address="form", key="form:month")
    conversations = Conversation.objects.bulk_create(
        Conversation(
            customer=by_mail.customer,
            identity=by_mail.identity,
            account=chance.choice((by_mail.account, by_mail.account, door)),
            last_message_at=by_mail.created_at,
        )
        for _number in range(CLOCKS)
    )
    rows = []
    for conversation in conversations:
        day = today - timedelta(days=chance.randrange(-1, 36))
        edge = datetime.combine(day, time(chance.choice((0, 0, 1, 2, 3, 12))), tzinfo=zone).astimezone(UTC)
        decided = edge + timedelta(seconds=chance.choice((-1, -0.000001, 0, 1, chance.uniform(-9999, 9999))))
        rows.append(_clock(chance, conversation, decided))
    Clock.objects.bulk_create(rows)


def _clock(chance: Random, conversation: Conversation, decided: datetime) -> Clock:
    outcome, kind = chance.choice(OUTCOMES), chance.choice((*KINDS, "update", "grievance_word"))
    is_missed = outcome in ("missed", "")
    ended = decided + timedelta(hours=chance.uniform(0, 50)) if outcome == "missed" else decided
    took = float(chance.choice((chance.uniform(0, 900), chance.uniform(0, 90 * 86400), chance.choice(EDGES))))
    return Clock(
        conversation=conversation,
        kind=kind,
        is_calendar=kind == "grievance_word",
        target_seconds=chance.choice((300, 300, 300, None)),
        started_at=decided - timedelta(days=1),
        outcome=outcome,
        missed_at=decided if is_missed else None,
        stopped_at=ended if outcome else None,
        took_seconds=took + 3600 if outcome in ("kept", "missed") else None,
        took_open_seconds=took if outcome in ("kept", "missed") else None,
    )


def _plainly(rows: Sequence[Clock], channel: str, kind: str, zone: ZoneInfo, today: date) -> Figures | None:
    """Walk through all clocks and ask of each, by the words of the page, whether it belongs to the thirty days before today."""
    days = {today - timedelta(days=number) for number in range(1, 31)}
    counted, kept, open_times, all_times = 0, 0, [], []
    for row in rows:
        is_ours = row.kind == kind and (not channel or row.conversation.account.channel == channel)
        if not is_ours or row.outcome == "void" or row.target_seconds is None:
            continue
        decided = row.missed_at or row.stopped_at
        assert decided is not None
        if decided.astimezone(zone).date() in days:
            counted += 1
            kept += row.outcome == "kept"
        if row.outcome and row.stopped_at is not None and row.stopped_at.astimezone(zone).date() in days:
            assert row.took_seconds is not None
            assert row.took_open_seconds is not None
            open_times.append(row.took_open_seconds)
            all_times.append(row.took_seconds)
    if counted < FEWEST:
        return None
    return Figures(
        counted,
        int(100 * kept / counted + 1e-9),
        _edge(open_times, 0.5),
        _edge(open_times, 0.9),
        _edge(all_times, 0.5),
        _edge(all_times, 0.9),
    )


def _edge(times: list[float], share: float) -> int | None:
    if not times:
        return None
    reached = sorted(times)[ceil(share * len(times)) - 1]
    return next((edge for edge in EDGES if reached <= edge), None)
