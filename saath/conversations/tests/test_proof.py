"""Who is believed about a sender: the shop's own mail server, and nobody who only writes like it."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from saath.conversations.actions.accounts import trust_server
from saath.conversations.models import IntakeItem, Message
from saath.conversations.tests.arrivals import fetch
from saath.conversations.tests.builders import Desk, arrive, mail, only_conversation
from saath.core.errors import BadInput, Forbidden
from saath.stores.tests.builders import TEST, browser_of
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
PASSED = "mx.paanch.test; dmarc=pass header.from=example.in"
LMTP, IMAP, SMTP = IntakeItem.Source.LMTP, IntakeItem.Source.IMAP, IntakeItem.Source.SMTP


def trust(desk: Desk, *, is_behind_server: bool = False) -> None:
    with store_scope(desk.store_id):
        trust_server(TEST, desk.account, authserv_ids="mx.paanch.test", is_behind_server=is_behind_server)
        desk.account.refresh_from_db()


def vouched(value: str = PASSED) -> EmailMessage:
    return mail(headers={"Authentication-Results": value})


def only_message(desk: Desk) -> Message:
    with store_scope(desk.store_id):
        return Message.objects.get(direction=Message.Direction.IN)


@pytest.mark.parametrize("source", [LMTP, IMAP])
def test_our_own_server_proves_a_sender(desk: Desk, source: str) -> None:
    trust(desk)
    fetch(desk, vouched(), source=source)
    message = only_message(desk)
    assert (message.is_sender_proved, message.proof, message.may_reveal) == (
        True,
        "dmarc example.in",
        True,
    )


@pytest.mark.parametrize(
    "forged",
    [
        "mx.somewhere.test; dmarc=pass header.from=example.in",
        "mx.paanch.test; dmarc=fail header.from=example.in",
        "mx.paanch.test; dkim=pass header.d=attacker.test",
        "mx.paanch.test; spf=pass smtp.mailfrom=attacker.test",
        "mx.paanch.test.attacker.test; dmarc=pass header.from=example.in",
        "(mx.paanch.test) attacker.test; dmarc=pass header.from=example.in",
    ],
)
def test_a_forged_or_failing_finding_proves_nobody(desk: Desk, forged: str) -> None:
    trust(desk)
    fetch(desk, vouched(forged), source=LMTP)
    assert (only_message(desk).is_sender_proved, only_message(desk).may_reveal) == (False, False)


def test_a_forged_finding_under_that_of_our_server_is_not_read(desk: Desk) -> None:
    trust(desk)
    message = vouched("mx.paanch.test; dmarc=fail header.from=example.in")
    message["Authentication-Results"] = PASSED
    fetch(desk, message, source=LMTP)
    assert only_message(desk).is_sender_proved is False


def test_what_a_stranger_hands_to_our_own_port_is_not_believed(desk: Desk) -> None:
    trust(desk)
    arrive(vouched())
    assert only_message(desk).may_reveal is False


def test_it_is_believed_where_only_our_server_reaches_that_port(desk: Desk) -> None:
    trust(desk, is_behind_server=True)
    arrive(vouched())
    assert only_message(desk).may_reveal is True


def test_nobody_is_believed_before_a_server_is_named(desk: Desk) -> None:
    fetch(desk, vouched(), source=IMAP)
    assert only_message(desk).is_sender_proved is False


def test_the_thread_says_that_a_sender_is_not_proved_and_what_that_means(desk: Desk) -> None:
    trust(desk)
    browser = browser_of(desk.member, desk.shop)
    arrive(mail())
    with store_scope(desk.store_id):
        page = f"/desk/now/{only_conversation().public_id}/"
    assert "Sender not proved" in browser.get(page).text
    assert "on its word alone" in browser.get(page).text


def test_the_thread_is_silent_about_a_proved_sender_and_about_our_own_words(desk: Desk) -> None:
    trust(desk)
    fetch(desk, vouched(), source=LMTP)
    with store_scope(desk.store_id):
        page = f"/desk/now/{only_conversation().public_id}/"
    assert "Sender not proved" not in browser_of(desk.member, desk.shop).get(page).text


def test_a_colleague_may_not_say_whom_we_believe(desk: Desk) -> None:
    with store_scope(desk.store_id), pytest.raises(Forbidden):
        trust_server(desk.actor, desk.account, authserv_ids="mx.attacker.test", is_behind_server=True)


@pytest.mark.parametrize("names", ["mx.paanch.test; evil", "*", "mx paanch!", "a" * 301])
def test_what_is_no_name_of_a_server_is_refused(desk: Desk, names: str) -> None:
    with store_scope(desk.store_id), pytest.raises(BadInput):
        trust_server(TEST, desk.account, authserv_ids=names, is_behind_server=False)
