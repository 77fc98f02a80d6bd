from __future__ import annotations

import pytest
from django.db import connection, transaction

from saath.search import index
from saath.search.index import SearchDocument, find
from saath.search.models import Document

pytestmark = pytest.mark.django_db

SHOP, OTHER_SHOP = 1, 11


def say(message_id: int, *texts: str, conversation_id: int | None = None, store_id: int = SHOP) -> None:
    """Index a message."""
    conversation_id = message_id if conversation_id is None else conversation_id
    index.put(store_id, SearchDocument(message_id, conversation_id, texts))


def found(query: str, *, is_typing: bool = False) -> list[int]:
    """The conversations of the first page."""
    return list(find(SHOP, query, is_typing=is_typing).conversation_ids)


@pytest.mark.parametrize("query", ["रिफंड", "refund", "rifand", "રિફંડ"])
def test_a_word_is_found_in_three_scripts_newest_first(query: str) -> None:
    say(1, "मेरा रिफंड कब आएगा?")
    say(2, "where is my refund")
    say(3, "mera rifand")
    say(4, "મારું રિફંડ")
    say(5, "my parcel")
    assert found(query) == [4, 3, 2, 1]


def test_a_conversation_is_found_by_words_name_address_and_references() -> None:
    say(
        1,
        "The box was open.",
        "Asha Patel",
        "asha.p@example.in",
        "7KM-4Q2X",
        "Order PT-20418",
        "+91 98250 12345",
    )
    say(2, "Something else", "Ravi Shah", "ravi@example.in")
    for query in (
        "box",
        "आशा",
        "patel",
        "asha.p@example.in",
        "7km4q2x",
        "PT-20418",
        "20418",
        "9825012345",
        "asha open",
    ):
        assert found(query) == [1], query


def test_every_word_must_be_in_one_message() -> None:
    say(1, "refund please", conversation_id=7)
    say(2, "parcel please", conversation_id=7)
    assert found("refund please") == [7]
    assert found("refund parcel") == []


@pytest.mark.parametrize("query", ["refund", '"refund"', "refu"])
def test_a_page_that_begins_after_the_newest_message_is_the_first(query: str) -> None:
    say(1, "refund please")
    assert list(find(SHOP, query, before=10**18, is_typing=True).conversation_ids) == [1]


def test_a_shop_never_finds_what_another_shop_was_told() -> None:
    say(1, "refund")
    say(2, "refund", store_id=OTHER_SHOP)
    assert found("refund") == [1]
    assert list(find(OTHER_SHOP, "refund").conversation_ids) == [2]


def test_no_token_is_of_two_shops() -> None:
    say(1, "refund 1 11 111")
    say(2, "refund 1 11 111", store_id=OTHER_SHOP)
    assert not tokens_of(1) & tokens_of(2)


def test_quotes_find_what_is_written_so() -> None:
    say(1, "refund")
    say(2, "rifand")
    assert found("refund") == [2, 1]
    assert found('"refund"') == [1]


def test_while_typing_the_last_word_may_be_unfinished() -> None:
    say(1, "please cancel the subscription")
    assert found("cancel subscr") == []
    assert found("cancel subscr", is_typing=True) == [1]
    assert found("can subscription", is_typing=True) == []


def test_a_message_that_is_indexed_again_is_found_by_its_new_words_only() -> None:
    say(1, "first words")
    say(1, "other text", conversation_id=5)
    assert found("first") == []
    assert found("other") == [5]


def test_a_removed_message_leaves_nothing() -> None:
    say(1, "zirconium")
    say(2, "zirconium")
    index.remove(OTHER_SHOP, [1])
    assert found("zirconium") == [2, 1]
    index.remove(SHOP, [1])
    assert found("zirconium") == [2]
    assert not tokens_of(1)


def test_rows_that_are_deleted_by_anyone_take_their_tokens_along() -> None:
    say(1, "zirconium")
    Document.objects.all().delete()
    assert not tokens_of(1)


def test_what_is_rolled_back_is_not_found() -> None:
    with transaction.atomic():
        say(1, "zirconium")
        transaction.set_rollback(True)
    assert found("zirconium") == []


@pytest.mark.parametrize(
    "query", ["", "  ", "' OR 1=1 --", "refund:*", "re & !", '"', "a*", "NEAR(a b)", "(", "'''", "\0", "%s"]
)
def test_a_query_is_never_read_as_a_program(query: str) -> None:
    say(1, "nothing of that")
    assert found(query) == []
    assert set(found(query, is_typing=True)) <= {1}


def test_pages_hold_every_conversation_once_the_newest_match_deciding() -> None:
    for message_id in range(1, 41):
        say(message_id, "refund", conversation_id=message_id % 13)
    pages = [find(SHOP, "refund", limit=5)]
    while (before := pages[-1].next) is not None:
        pages.append(find(SHOP, "refund", limit=5, before=before))
    shown = [each for page in pages for each in page.conversation_ids]
    assert shown == [message_id % 13 for message_id in range(40, 27, -1)]
    assert pages[0].is_capped
    assert not pages[-1].is_capped


def test_at_most_the_newest_thousand_matches_are_looked_at_and_the_page_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(index, "MOST_MATCHES", 10)
    say(1, "refund", conversation_id=1)
    for message_id in range(2, 14):
        say(message_id, "refund", conversation_id=2)
    page = find(SHOP, "refund")
    assert (page.conversation_ids, page.is_capped) == ((2,), True)
    page = find(SHOP, "refund", before=page.next)
    assert (page.conversation_ids, page.is_capped) == ((1,), False)


def test_messages_far_apart_are_found_in_order() -> None:
    numbers = [3, 4_095, 4_096, 70_000, 300_000, 2_500_000, 9_000_000, 30_000_000]
    for message_id in numbers:
        say(message_id, "zirconium")
    assert found("zirconium") == found('"zirconium"') == found("zirc", is_typing=True) == numbers[::-1]


def test_a_message_of_more_words_than_a_database_takes_is_indexed_as_far_as_it_goes() -> None:
    say(1, " ".join(f"{number:x}abcdefghijklmnop" for number in range(12_000)), "zirconium")
    assert found("zirconium") == [1]


def test_nothing_is_found_in_an_empty_index() -> None:
    assert found("refund") == []


def tokens_of(message_id: int) -> set[str]:
    """What the database has of a message."""
    sql = {
        "sqlite": "SELECT tokens FROM search_tokens WHERE rowid = %s",
        "postgresql": """
            SELECT array_to_string(tsvector_to_array(tokens), ' ') FROM search_document WHERE message_id = %s
        """,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql[connection.vendor], [message_id])
        row = cursor.fetchone()
    return set(row[0].split()) if row else set()
