"""After 100,000 grievances the officer's page, a page of the register, a status and a turn of the notices cost what they cost
after five thousand, and the file of all of them is never in memory as a whole.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from datetime import timedelta
from time import perf_counter

import pytest
from django.db import connection

from saath.conversations.tests.builders import Desk, make_desk
from saath.core.clock import now
from saath.core.references import new_reference
from saath.promises.grievances.actions.exporting import export_register
from saath.promises.grievances.actions.notices import tell_of_limits
from saath.promises.grievances.proving import code_of, find_by_reference, is_code_of
from saath.promises.grievances.queries.erasing import may_erase
from saath.promises.grievances.queries.register import Wanted, one_page, open_page, register_page
from saath.promises.grievances.queries.status import status_of
from saath.promises.models import Grievance
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope
from tests.databases import signed_in_as_owner

pytestmark = [pytest.mark.growth, pytest.mark.django_db(transaction=True)]
FEW, MANY = 5_000, 100_000
MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.mark.timeout(900)
def test_the_register_grows_and_nothing_that_somebody_waits_for_costs_more(desk: Desk) -> None:
    with store_scope(desk.store_id):
        some = _fill(0, FEW)
        few = _fastest(some)
        _fill(FEW, MANY)
        many = _fastest(some)
        print({name: (f"{few[name] * 1000:.1f} ms", f"{many[name] * 1000:.1f} ms") for name in few})
        assert all(many[name] < few[name] * 3 + 0.010 for name in few), (few, many)


@pytest.mark.timeout(900)
def test_the_file_of_all_is_read_while_it_leaves(desk: Desk) -> None:
    with store_scope(desk.store_id):
        _fill(0, MANY)
        began = perf_counter()
        parts = export_register(TEST, wanted=Wanted())
        first = next(parts) + next(parts)
        to_the_first = perf_counter() - began
        tracemalloc.start()
        lines = first.count("\r\n") + sum(part.count("\r\n") for part in parts)
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        took = perf_counter() - began
    print(
        f"first lines after {to_the_first * 1000:.0f} ms, {lines} after {took:.1f} s, {peak / 2**20:.1f} MiB"
    )
    assert lines == MANY + 1
    assert to_the_first < 1
    assert peak < 20 * 2**20


def _fill(first: int, last: int) -> Grievance:
    """Leave behind what customers complained of, a minute after the other: one in twenty waits, all with a docket."""
    at, rows, references = now(), [], set(Grievance.objects.values_list("reference", flat=True))
    for number in range(first, last):
        reference = next(each for each in iter(new_reference, "") if each not in references)
        references.add(reference)
        received_at = at - (MANY - number) * MINUTE
        is_open = number % 20 == 0
        limit = at + (number % 40_000 + 1) * MINUTE
        rows.append(
            Grievance(
                reference=reference,
                source="form",
                cause="late",
                name="Sunita Verma",
                contact="sunita@example.in",
                received_at=received_at,
                counts_from=received_at,
                word_due_at=received_at + timedelta(days=2),
                own_word_due_at=received_at + timedelta(days=2),
                redress_due_at=limit,
                own_redress_due_at=limit,
                acknowledged_at=received_at,
                acknowledged_how="told",
                redressed_at=None if is_open else received_at + timedelta(hours=5),
                outcome="" if is_open else "refund",
                notice_at=limit if is_open else None,
                helpline_due_at=limit if is_open else None,
                erase_asked_at=at if number % 50 == 7 else None,
                erased_at=at if number % 50 == 7 else None,
            )
        )
    Grievance.objects.bulk_create(rows, batch_size=1000)
    if connection.vendor == "postgresql":
        with signed_in_as_owner(), connection.cursor() as cursor:
            cursor.execute("ANALYZE promises_grievance")  # as autovacuum does while a table grows
    return Grievance.objects.get(reference=rows[0].reference)


def _fastest(some: Grievance) -> dict[str, float]:
    code = code_of(some)

    def status() -> None:
        found = find_by_reference(some.reference)
        assert found is not None
        assert is_code_of(found, code)
        status_of(found, now=now(), has_address=False)

    middle = Wanted(until=(now() - 500 * MINUTE).date())
    turns: dict[str, Callable[[], object]] = {
        "officer's page": lambda: open_page(TEST),
        "register": lambda: register_page(TEST, Wanted()),
        "register, those that wait": lambda: register_page(TEST, Wanted(state="open")),
        "register, refunds": lambda: register_page(TEST, Wanted(outcome="refund")),
        "register, older": lambda: register_page(TEST, middle),
        "one": lambda: one_page(TEST, some.public_id),
        "status": status,
        "status of none": lambda: find_by_reference("7KM-4Q2X"),
        "notices": lambda: tell_of_limits(TEST),
        "to be erased": lambda: may_erase().exists(),
    }
    found = {}
    for name, turn in turns.items():
        times = []
        for _each in range(7):
            began = perf_counter()
            turn()
            times.append(perf_counter() - began)
        found[name] = min(times)
    return found
