"""Whatever is told however often, in whatever parts, is there once; a run that was stopped goes on behind the last part."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from saath.conversations.models import Conversation, Message
from saath.conversations.tests.builders import Desk, work
from saath.imports import looking, running
from saath.imports.actions.bringing import bring_in
from saath.imports.actions.coming_in import take_part
from saath.imports.authors import Authors
from saath.imports.models import Brought
from saath.imports.planning import next_pieces, people_in, plan, shop_of
from saath.imports.tests.builders import bring, check, lines_of, look, zendesk_comment, zendesk_ticket
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
# What an export tells of one ticket: its number, and how many of its comments it has.
EXPORTS = some.lists(
    some.lists(some.tuples(some.integers(1, 4), some.integers(1, 5)), min_size=1, max_size=5),
    min_size=1,
    max_size=3,
)


def ticket_with(number: int, count: int) -> dict[str, object]:
    """A ticket with its first comments."""
    comments = [
        zendesk_comment(number * 100 + at, 501 if at % 2 else 9001, f"{number}-{at}") for at in range(count)
    ]
    return zendesk_ticket(number, comments=comments)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(exports=EXPORTS)
def test_any_exports_in_any_order_bring_each_message_once(
    desk: Desk, exports: list[list[tuple[int, int]]]
) -> None:
    with store_scope(desk.store_id):
        Brought.objects.all().delete()
        Conversation.objects.all().delete()
    for export in exports:
        bring(desk, lines_of(ticket_with(number, count) for number, count in export))
    told: dict[int, int] = {}
    for export in exports:
        # Within one export the later telling of a ticket stands.
        for number, count in dict(export).items():
            told[number] = max(told.get(number, 0), count)
    expected = sorted(f"{number}-{at}" for number, count in told.items() for at in range(count))
    with store_scope(desk.store_id):
        assert sorted(Message.objects.values_list("text", flat=True)) == expected
        assert Conversation.objects.count() == len(told)
        counts = Conversation.objects.values_list("message_count", flat=True)
        assert sorted(counts) == sorted(told.values())


def test_a_run_that_was_stopped_anywhere_goes_on_behind_what_is_in(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (looking, running):
        monkeypatch.setattr(module, "PART", 1)
        monkeypatch.setattr(module, "MOST_SECONDS", -1)
    done = bring(desk, lines_of(zendesk_ticket(number) for number in range(1, 6)))
    assert (done.state, done.new, done.done, done.messages) == ("done", 5, 5, 15)


def test_a_part_that_comes_twice_is_written_once(desk: Desk) -> None:
    checked = check(desk, look(desk, lines_of([zendesk_ticket()])))
    with store_scope(desk.store_id):
        begun = bring_in(TEST, checked)
        shop = shop_of(begun)
        assert shop is not None
        pieces = next_pieces(begun, 5)
        plans = plan(begun, pieces, shop)
        authors = Authors(shop, people_in(begun, plans), "Zendesk", begun.origin)
    work()
    with store_scope(desk.store_id):
        stale = take_part(TEST, begun, plans=plans, authors=authors, words={})
        assert stale.state == "done"
        assert Message.objects.count() == 3
