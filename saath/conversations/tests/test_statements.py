"""What a mail, an answer and its delivery ask the database, the transactions' own words left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saath.conversations.actions.accounts import trust_server
from saath.conversations.actions.reply import reply
from saath.conversations.intake import accept_for, accept_mail, account_for
from saath.conversations.queries.conversations import get_conversation
from saath.conversations.tests.builders import (
    SHOP_ADDRESS,
    Desk,
    arrive,
    mail,
    make_desk,
    only_conversation,
    work,
)
from saath.core.clock import now
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
# Claim and end of a job; on SQLite each also says how surely it is written, and the index takes two statements more.
OWN_WORDS = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "PRAGMA")
INDEXING = {"postgresql": 1, "sqlite": 3}
# PostgreSQL is told in one statement what SQLite is told in several.
# One of them asks whether they have ever bought anything: only then an order is looked for that it may be about.
OF_A_STRANGER = {"postgresql": 23, "sqlite": 31}
OF_SOMEBODY_KNOWN = {"postgresql": 21, "sqlite": 27}
ANSWERING = {"postgresql": 4, "sqlite": 10}
# Clocks: what is promised, those that begin, and the job that looks at them; those that run are read, and stopped together.
CLOCKS_BEGIN = 3
CLOCKS_STOP = 2
CLOCKS_LOOK = 1
# Whether what leaves is about a grievance.
OF_GRIEVANCES = 1
# Where a word that names a promise leads to all of them.
TO_ALL_PROMISES = 1
# Colleagues whom it concerns hear of it at once: who works here, their wishes, the shop's hours; then where they are pushed to.
ASKING_WHOM = 3
TELLING = 7
# At night and on Sundays nobody is told, which takes less.
OPEN = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def the_shop_is_open() -> Iterator[None]:
    """Let each test happen on a Monday morning."""
    with time_machine.travel(OPEN):
        yield


@pytest.fixture
def desk() -> Desk:
    found = make_desk()
    first = mail()
    arrive(first)
    with store_scope(found.store_id):
        reply(found.actor, only_conversation(), text="Kal tak", client_key="first")
    with time_machine.travel(now() + timedelta(minutes=1)):
        work()
    return found


def statements(run: Callable[[], object]) -> int:
    """Return how many statements a piece of work takes."""
    with CaptureQueriesContext(connection) as captured:
        run()
    return sum(not query["sql"].startswith(OWN_WORDS) for query in captured.captured_queries)


def test_taking_a_mail_in(desk: Desk) -> None:
    octets = mail("Another one").as_bytes()
    assert statements(lambda: accept_mail("s@example.in", [SHOP_ADDRESS], octets)) <= 4


def test_taking_a_mail_in_whose_recipient_is_found_already(desk: Desk) -> None:
    octets = mail("Another one").as_bytes()
    account = account_for(SHOP_ADDRESS)
    assert account is not None
    assert statements(lambda: accept_for("s@example.in", {SHOP_ADDRESS: account}, octets)) <= 3


def test_filing_a_mail_of_a_new_customer(desk: Desk) -> None:
    octets = mail("From a stranger", sender="Anil <anil@example.in>").as_bytes()
    accept_mail("anil@example.in", [SHOP_ADDRESS], octets)
    assert statements(work) <= OF_A_STRANGER[connection.vendor] + ASKING_WHOM + CLOCKS_BEGIN


def test_filing_a_mail_of_a_known_customer(desk: Desk) -> None:
    accept_mail("s@example.in", [SHOP_ADDRESS], mail("Once more", subject="Another thing").as_bytes())
    assert statements(work) <= OF_SOMEBODY_KNOWN[connection.vendor] + ASKING_WHOM + CLOCKS_BEGIN


def test_answering(desk: Desk) -> None:
    with store_scope(desk.store_id):
        conversation = get_conversation(desk.actor, only_conversation().public_id)
        count = statements(lambda: reply(desk.actor, conversation, text="Aaj hi aayega", client_key="second"))
    assert count <= ANSWERING[connection.vendor] + CLOCKS_STOP


def test_delivering(desk: Desk) -> None:
    with store_scope(desk.store_id):
        reply(desk.actor, only_conversation(), text="Aaj hi aayega", client_key="second")
    with time_machine.travel(now() + timedelta(minutes=1)):
        assert statements(work) <= 15 + OF_GRIEVANCES


def test_filing_a_mail_and_saying_at_once_that_it_is_here(desk: Desk) -> None:
    """Filing takes an event and a job more, only where a proved sender is to be told; the rest are two jobs of their own."""
    with store_scope(desk.store_id):
        trust_server(TEST, desk.account, authserv_ids="mx.test", is_behind_server=True)
    proved = {"Authentication-Results": "mx.test; dmarc=pass header.from=example.in"}
    octets = mail("From a stranger", sender="Anil <anil@example.in>", headers=proved).as_bytes()
    accept_mail("anil@example.in", [SHOP_ADDRESS], octets)
    filing, saying, delivering = 26 + INDEXING[connection.vendor], 23, 15
    assert (
        statements(work)
        <= filing
        + saying
        + delivering
        + TELLING
        + CLOCKS_BEGIN
        + CLOCKS_LOOK
        + OF_GRIEVANCES
        + TO_ALL_PROMISES
    )
