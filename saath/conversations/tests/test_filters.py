"""Lists narrowed by filters: what each leaves, how they go together, and how far they look."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saath.conversations.actions.tags import tag_conversation
from saath.conversations.actions.triage import assign_conversation
from saath.conversations.filters import narrowing_of
from saath.conversations.models import Conversation
from saath.conversations.queries import narrowed
from saath.conversations.queries.narrowed import NarrowedPage, count_narrowed, list_narrowed
from saath.conversations.queues import QUEUES
from saath.conversations.tests.builders import Desk, arrive, mail
from saath.core.clock import now
from saath.core.errors import BadInput
from saath.customers.models import Customer
from saath.stores.hours import INDIA
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
WORDS = {
    "sunita": "कब आएगा मेरा पार्सल? बहुत दिन हो गए।",
    "hemal": "મારો પાર્સલ ક્યારે આવશે? બહુ દિવસ થયા.",
    "john": "When will my parcel come? It has been many days.",
}


@pytest.fixture(autouse=True)
def _written(desk: Desk) -> None:
    for name, words in WORDS.items():
        sender = f"{name}@example.in"
        arrive(mail(words, sender=f"{name.title()} <{sender}>", subject=name), mail_from=sender)


def found(
    desk: Desk, queue: str = "now", *, cursor: str = "", limit: int = 50, **values: str
) -> NarrowedPage:
    with store_scope(desk.store_id):
        narrowing = narrowing_of(desk.actor, values)
        return list_narrowed(desk.actor, QUEUES[queue], narrowing, zone=INDIA, cursor=cursor, limit=limit)


def names(desk: Desk, queue: str = "now", **values: str) -> set[str]:
    return {row.subject for row in found(desk, queue, cursor="", limit=50, **values).page.rows}


def conversation_of(subject: str) -> Conversation:
    return Conversation.objects.get(subject=subject)


def test_by_language(desk: Desk) -> None:
    assert names(desk, language="hi") == {"sunita"}


def test_by_how_much_is_known_of_who_writes(desk: Desk) -> None:
    with store_scope(desk.store_id):
        for name, score in (("hemal", 49), ("sunita", 50), ("john", 80)):
            Customer.objects.filter(pk=conversation_of(name).customer_id).update(quality=score)
    assert names(desk, quality="little") == {"hemal"}
    assert names(desk, quality="some") == {"sunita"}
    assert names(desk, quality="much") == {"john"}
    assert names(desk, quality="nothing") == {"sunita", "hemal", "john"}


def test_by_channel(desk: Desk) -> None:
    assert names(desk, channel="email") == set(WORDS)
    assert names(desk, channel="fake") == set(WORDS)  # no account: nothing that could be chosen


def test_by_who_has_it(desk: Desk) -> None:
    with store_scope(desk.store_id):
        assign_conversation(desk.actor, conversation_of("john"), to=desk.member)
    assert names(desk, person="me") == names(desk, person=str(desk.member.public_id)) == {"john"}
    assert names(desk, person="nobody") == {"sunita", "hemal"}


def test_by_tag_together_with_language(desk: Desk) -> None:
    with store_scope(desk.store_id):
        for subject in ("john", "hemal"):
            tag = tag_conversation(desk.actor, conversation_of(subject), name="late")
    assert tag is not None
    tagged = str(tag.public_id)
    assert names(desk, tag=tagged) == {"john", "hemal"}
    assert names(desk, tag=tagged, language="gu") == {"hemal"}


def test_by_how_long_somebody_waits(desk: Desk) -> None:
    assert names(desk, waiting="1h") == set()
    with time_machine.travel(now() + timedelta(hours=2)):
        assert names(desk, waiting="1h") == set(WORDS)


def test_within_each_queue(desk: Desk) -> None:
    for queue in QUEUES:
        assert names(desk, queue, language="en") == ({"john"} if queue == "now" else set())


def test_what_is_no_choice_narrows_nothing(desk: Desk) -> None:
    assert names(desk, tag="nobody's", language="xx", unknown="1") == set(WORDS)


def test_pages_go_on_and_belong_to_their_filters(desk: Desk) -> None:
    first = found(desk, limit=2, channel="email").page
    rest = found(desk, limit=2, channel="email", cursor=first.next_cursor).page
    assert {row.subject for row in (*first.rows, *rest.rows)} == set(WORDS)
    with pytest.raises(BadInput):
        found(desk, language="hi", cursor=first.next_cursor)


def test_it_looks_so_far_and_says_where_it_stopped(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrowed, "LOOKED_THROUGH", 2)
    first = found(desk, language="en")
    assert (first.page.rows, first.looked_through) == ((), 2)
    second = found(desk, language="en", cursor=first.page.next_cursor)
    assert [row.subject for row in second.page.rows] == ["john"]
    assert (second.looked_through, second.page.next_cursor) == (0, "")


def test_counting_and_listing_cost_a_fixed_number_of_statements(desk: Desk) -> None:
    with store_scope(desk.store_id):
        narrowing = narrowing_of(desk.actor, {"language": "hi"})
        with CaptureQueriesContext(
            connection,
        ) as asked:
            list_narrowed(desk.actor, QUEUES["now"], narrowing, zone=INDIA)
        statements = [each for each in asked.captured_queries if "conversations_" in each["sql"]]
        assert len(statements) == 3
        assert count_narrowed(desk.actor, QUEUES["now"], narrowing, zone=INDIA) == 1
