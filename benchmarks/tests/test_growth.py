"""What a page asks of PostgreSQL must not grow with the shop: counted in statements and buffers, not in seconds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from saath.conversations.models import Conversation
from saath.conversations.queries.inbox import PAGE, queue_counts
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation
from saath.stores.models import Member
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope
from tests.databases import signed_in_as_owner

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgresql,
    pytest.mark.urls("config.urls.staff"),
]

MOST_GROWTH = 1.3
# PostgreSQL reads a table of 2,400 rows whole, by these joins, for fewer pages than its index would take. What the index takes
# is what may not grow.
SMALL_TABLES_WAY = ("hashjoin", "mergejoin")
MESSAGES = 2
# Memoize lays out room for all rows that it may meet, before the first and whatever the LIMIT: buffers do not show it.
LISTS = ("inbox", "mine", "called", "solved", "search")
# Counts end at 1,000: from here on every counted queue is longer.
FEW = 2_400

CUSTOMERS = """
    INSERT INTO customers_customer (store_id, public_id, reference, name, language, created_at)
    SELECT %(store)s, gen_random_uuid(), 'g' || n, 'Customer ' || n, 'en', now()
    FROM generate_series(%(first)s, %(last)s) n
"""
IDENTITIES = """
    INSERT INTO customers_identity (store_id, public_id, customer_id, namespace, key, address, name, created_at)
    SELECT store_id, gen_random_uuid(), id, 'email', reference || '@example.in', reference || '@example.in', name, now()
    FROM customers_customer JOIN generate_series(%(first)s, %(last)s) n ON reference = 'g' || n
"""
# Three of each customer, as a planner must know that expects to meet customers again.
CONVERSATIONS = """
    INSERT INTO conversations_conversation (
        store_id, public_id, reference, customer_id, identity_id, account_id, state, assignee_id, subject, language,
        waiting_since, due_at, last_text, last_language, last_message_id, last_message_at, message_count, created_at)
    SELECT k.store_id, gen_random_uuid(), 'g' || n, k.id, i.id, %(account)s,
        CASE WHEN n %% 20 < 9 THEN 'open' WHEN n %% 20 < 18 THEN 'pending' ELSE 'solved' END, %(member)s,
        'Order ' || n, 'en', now(), now() + interval '5 minutes',
        'Where is my parcel?', 'en', 1, now() - n * interval '1 second', %(messages)s, now()
    FROM generate_series(%(first)s, %(last)s) n
    JOIN customers_customer k ON k.reference = 'g' || greatest(%(first)s, n - n %% 3)
    JOIN customers_identity i ON i.customer_id = k.id
"""
MESSAGE_ROWS = """
    INSERT INTO conversations_message (
        store_id, public_id, conversation_id, direction, identity_id, subject, text, language, is_sender_proved,
        sent_at, created_at)
    SELECT c.store_id, gen_random_uuid(), c.id, 'in', c.identity_id, c.subject, 'Where is my parcel?', 'en', true, now(), now()
    FROM conversations_conversation c JOIN generate_series(%(first)s, %(last)s) n ON c.reference = 'g' || n,
    generate_series(1, %(messages)s)
"""
# A note in each conversation asks a colleague of the one who looks, who is asked in a few.
CALLS = """
    INSERT INTO conversations_called (store_id, conversation_id, message_id, member_id, seen_at, created_at)
    SELECT c.store_id, c.id, c.first_id, CASE WHEN n %% 100 = 0 AND n <= 2000 THEN %(member)s ELSE %(colleague)s END, NULL, now()
    FROM generate_series(%(first)s, %(last)s) n JOIN (
        SELECT c.store_id, c.id, c.reference, min(m.id) AS first_id
        FROM conversations_conversation c JOIN conversations_message m ON m.conversation_id = c.id GROUP BY c.id
    ) c ON c.reference = 'g' || n
"""
# Each fifth message holds the word that is looked for, so that the newest thousand hold a page of it.
DOCUMENTS = """
    INSERT INTO search_document (message_id, store_id, conversation_id, folding_version, tokens)
    SELECT m.id, m.store_id, m.conversation_id, 1, array_to_tsvector(array_remove(ARRAY[
        m.store_id || 'kardr', CASE WHEN m.id %% 5 = 0 THEN m.store_id || 'krfnd' END,
        m.store_id || 'v10x' || (m.id >> 10), m.store_id || 'v13x' || (m.id >> 13), m.store_id || 'v16x' || (m.id >> 16),
        m.store_id || 'v19x' || (m.id >> 19), m.store_id || 'v22x' || (m.id >> 22)], NULL))
    FROM conversations_message m WHERE m.id > (SELECT coalesce(max(message_id), 0) FROM search_document)
"""
INSERTED = re.compile(r"INSERT INTO (\w+) \(([^)]*)\)")


@dataclass(frozen=True)
class Cost:
    """What one page asked: statements, pages of 8 kB that they touched, and memories that they laid out (Memoize)."""

    statements: int
    buffers: int
    memories: int


@pytest.fixture
def desk() -> Desk:
    found = make_desk()
    arrive(mail())
    return found


def pages(desk: Desk) -> dict[str, str]:
    """Return the pages that are asked all day."""
    with store_scope(desk.store_id):
        conversation: UUID = only_conversation().public_id
    return {
        "inbox": reverse("desk:queue", args=["now"]),
        "mine": reverse("desk:queue", args=["mine"]),
        "called": reverse("desk:queue", args=["called"]),
        "solved": reverse("desk:queue", args=["solved"]),
        "narrowed": reverse("desk:queue", args=["now"]) + "?language=en",
        "thread": reverse("desk:thread", args=["now", conversation]),
        "customer": reverse("desk:customer", args=["now", conversation]),
        "search": reverse("desk:find") + "?q=refund",
    }


def check_growth(desk: Desk, many: int) -> None:
    """Fill the shop twice and compare what each page costs."""
    addresses = pages(desk)
    browser = browser_of(desk.member, desk.shop)
    fill(desk, 1, FEW)
    with by_index():
        before = {name: cost(browser, address) for name, address in addresses.items()}
    fill(desk, FEW + 1, many)
    after = {name: cost(browser, address) for name, address in addresses.items()}
    for name in addresses:
        told = (name, before[name], after[name])
        assert after[name].statements <= before[name].statements * MOST_GROWTH, told
        assert after[name].buffers <= before[name].buffers * MOST_GROWTH, told
    assert not any(after[name].memories for name in LISTS), after


@contextmanager
def by_index() -> Iterator[None]:
    """Let PostgreSQL join as it would were no table small, until the block ends."""
    with connection.cursor() as cursor:
        for way in SMALL_TABLES_WAY:
            cursor.execute(f"SET enable_{way} = off")
        yield
        for way in SMALL_TABLES_WAY:
            cursor.execute(f"RESET enable_{way}")


def test_pages_cost_the_same_with_ten_times_as_many_conversations(desk: Desk) -> None:
    check_growth(desk, 10 * FEW)


@pytest.mark.growth
@pytest.mark.timeout(1200)
def test_pages_cost_the_same_with_a_hundred_times_as_many_conversations(desk: Desk) -> None:
    check_growth(desk, 100 * FEW)


def test_sizes_of_queues_are_counted_in_indexes_alone(desk: Desk) -> None:
    fill(desk, 1, FEW)
    with store_scope(desk.store_id):
        (plan,) = plans_of(lambda: queue_counts(desk.actor, zone=desk.shop.store.zone))
    assert set(_scans(plan)) == {"Index Only Scan"}


def test_a_narrowed_list_is_read_until_a_page_is_full(desk: Desk) -> None:
    fill(desk, 1, 3 * FEW)
    browser = browser_of(desk.member, desk.shop)
    address = reverse("desk:queue", args=["now"]) + "?language=en"
    plans = plans_of(lambda: browser.get(address))
    assert max(sum(_rows_read(plan)) for plan in plans) <= 2 * (PAGE + 1)


def fill(desk: Desk, first: int, last: int) -> None:
    """Add customers, each with a conversation, numbered `first` to `last`."""
    values = {
        "store": desk.store_id,
        "account": desk.account.pk,
        "member": desk.member.pk,
        "colleague": _colleague(desk).pk,
        "messages": MESSAGES,
        "first": first,
        "last": last,
    }
    with store_scope(desk.store_id), connection.cursor() as cursor:
        # VACUUM marks no page as seen by all whose rows are not on the disk yet.
        cursor.execute("SET synchronous_commit = on")
        for statement in (CUSTOMERS, IDENTITIES, CONVERSATIONS, MESSAGE_ROWS, CALLS, DOCUMENTS):
            sql, defaults = _with_defaults(statement)
            cursor.execute(sql, {**values, **defaults})
    with signed_in_as_owner(), connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _with_defaults(statement: str) -> tuple[str, dict[str, Any]]:
    """Return a statement of ours that fills the other columns too, as their model does, and the values for it."""
    table, named = INSERTED.findall(statement)[0]
    model = next(model for model in apps.get_models() if model._meta.db_table == table)
    given = {name.strip() for name in named.split(",")}
    others = [field for field in model._meta.concrete_fields if not (field.null or field.primary_key)]
    more = [field for field in others if field.column not in given]
    values = {
        f"default_{field.column}": field.get_db_prep_save(field.get_default(), connection) for field in more
    }
    columns = ", ".join([named, *(str(field.column) for field in more)])
    places = "".join(f", %({name})s" for name in values)
    return statement.replace(named, columns, 1).replace("\n    FROM", f"{places}\n    FROM", 1), values


def _colleague(desk: Desk) -> Member:
    with store_scope(desk.store_id):
        others = Member.objects.exclude(pk=desk.member.pk)
        return others.first() or make_colleague(desk.shop, "farida@paanch.test")


def cost(browser: Client, address: str) -> Cost:
    """Return what a page costs: each statement is explained once more as it is asked."""

    def look() -> None:
        assert browser.get(address).status_code == 200

    plans = plans_of(look)
    buffers = sum(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] for plan in plans)
    return Cost(len(plans), buffers, sum(map(_memories, plans)))


def plans_of(work: Callable[[], object]) -> list[Mapping[str, Any]]:
    """Return the plan of each statement that reads in a piece of work."""
    plans: list[Mapping[str, Any]] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip("( \n").startswith(("SELECT", "WITH")) and "set_config" not in sql:
            plans.append(_plan(sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        work()
    return plans


def _plan(sql: str, params: Any) -> Mapping[str, Any]:
    raw: Any = connection.connection
    with raw.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)
        plan: Mapping[str, Any] = cursor.fetchone()[0][0]["Plan"]
    return plan


def _memories(plan: Mapping[str, Any]) -> int:
    return int(plan["Node Type"] == "Memoize") + sum(map(_memories, plan.get("Plans", ())))


def _rows_read(plan: Mapping[str, Any]) -> Iterator[int]:
    """Yield how many rows each scan of the conversations has read, but for those that an index alone has told."""
    if plan.get("Relation Name") == Conversation._meta.db_table and plan["Node Type"] != "Index Only Scan":
        yield plan["Actual Rows"] * plan["Actual Loops"]
    for part in plan.get("Plans", ()):
        yield from _rows_read(part)


def _scans(plan: Mapping[str, Any]) -> Iterator[str]:
    """Yield how conversations are read; those in which somebody is called, a few by nature, may be looked up as it likes."""
    if plan.get("Relation Name") == Conversation._meta.db_table:
        yield plan["Node Type"]
    for part in plan.get("Plans", ()):
        yield from _scans(part)
