"""What a search reads must not grow with history: counted in buffers, not in seconds."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection

from saath.search.index import find

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

SHOP = 1
FEW, MANY = 24_576, 245_760
PENDING_LIST = 32
"""Pages at most of what is not yet sorted into the index; each search reads them."""

# Every document has one word, each 50th another, and ten of all a third.
FILL = """
    INSERT INTO search_document (message_id, store_id, conversation_id, folding_version, tokens)
    SELECT id, %(shop)s, id / 8, 1, array_to_tsvector(array_remove(ARRAY[
        '1kardr', CASE WHEN id %% 50 = 0 THEN '1krfnd' END, CASE WHEN id %% %(rare)s = 0 THEN '1kjrknm' END,
        '1b' || (id >> 16) || 'xorder',
        '1v10x' || (id >> 10), '1v13x' || (id >> 13), '1v16x' || (id >> 16), '1v19x' || (id >> 19),
        '1v22x' || (id >> 22)
    ], NULL)) FROM generate_series(%(first)s, %(last)s) AS id
"""


@pytest.mark.parametrize(
    ("query", "is_typing"), [("order", False), ("refund", False), ("order refund", False), ("ord", True)]
)
def test_a_common_word_reads_as_much_of_a_long_history_as_of_a_short_one(query: str, is_typing: bool) -> None:
    fill(1, FEW)
    few = buffers(query, is_typing=is_typing)
    fill(FEW + 1, MANY)
    assert buffers(query, is_typing=is_typing) <= few * 1.3 + PENDING_LIST


def test_a_rare_word_reads_little_of_a_long_history() -> None:
    fill(1, MANY)
    assert buffers("zirconium") < 400


def test_the_index_answers_not_a_walk_over_the_messages() -> None:
    fill(1, FEW)
    for query in ("order", "refund", "zirconium"):
        for plan in plans(query):
            assert "Bitmap Index Scan" in plan
            assert "Seq Scan" not in plan


def fill(first: int, last: int) -> None:
    """Index documents of which the tokens are known."""
    with connection.cursor() as cursor:
        cursor.execute(FILL, {"shop": SHOP, "first": first, "last": last, "rare": MANY // 10})


def buffers(query: str, *, is_typing: bool = False) -> int:
    """Return how many pages of 8 kB a search touches."""
    return sum(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] for plan in explained(query, is_typing))


def plans(query: str) -> list[str]:
    """Return the plan of each statement of a search."""
    return [json.dumps(plan) for plan in explained(query, is_typing=False)]


def explained(query: str, is_typing: bool) -> list[dict[str, Any]]:
    """Run a search and explain each of its statements once more."""
    asked: list[tuple[str, Any]] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "WITH hit" in sql:
            asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        find(SHOP, query, is_typing=is_typing)
    with connection.cursor() as cursor:
        return [explain(cursor, sql, params) for sql, params in asked]


def explain(cursor: Any, sql: str, params: Any) -> dict[str, Any]:
    """Return the plan of a statement as it ran."""
    cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)
    plan: dict[str, Any] = cursor.fetchone()[0][0]["Plan"]
    return plan
