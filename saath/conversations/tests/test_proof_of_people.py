"""Whether an address of a customer counts as proved: from the first mail whose sender was."""

from __future__ import annotations

import pytest

from saath.conversations.actions.accounts import trust_server
from saath.conversations.intake import accept_mail
from saath.conversations.tests.builders import Desk, mail, make_desk, work
from saath.customers.models import Identity
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
VOUCHED = b"Authentication-Results: mx.test; dmarc=pass header.from=example.in\r\n"


@pytest.fixture
def desk() -> Desk:
    found = make_desk()
    with store_scope(found.store_id):
        trust_server(TEST, found.account, authserv_ids="mx.test", is_behind_server=True)
    return found


def proved(desk: Desk, *heads: bytes) -> list[bool]:
    """Let mails of one sender come and return after each whether the address counts as proved."""
    told = []
    for number, head in enumerate(heads):
        octets = head + mail(f"number {number}").as_bytes()
        accept_mail("sunita@example.in", [desk.account.address], octets)
        work()
        with store_scope(desk.store_id):
            told.append(Identity.objects.get().proved_at is not None)
    return told


def test_the_first_proved_mail_proves_the_address_and_a_later_doubt_takes_nothing_back(desk: Desk) -> None:
    assert proved(desk, b"", VOUCHED, b"") == [False, True, True]


def test_who_is_proved_from_the_start_is_met_so(desk: Desk) -> None:
    assert proved(desk, VOUCHED) == [True]
