"""Each door to the ledger while whoever knocks says anything: what was taken is read, and the door stays open."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP
from django.db import connection, transaction
from hypothesis import strategies as st
from pytest_django import Settings

from saath.channels.email.imap_facts import ImapTrouble, Security
from saath.channels.email.mail_files import StoredMail, find_mails
from saath.channels.email.smtp_in import MailServer
from saath.channels.email.smtp_limits import Limits
from saath.conversations.actions.reply import reply
from saath.conversations.history import read_history
from saath.conversations.importing import FileImport
from saath.conversations.intake import accept_mail, account_for
from saath.conversations.models import IntakeItem
from saath.conversations.queries.ledger import ledger_figures
from saath.conversations.tests.builders import (
    SHOP_ADDRESS,
    Desk,
    arrive,
    later,
    mail,
    make_desk,
    only_conversation,
    sent_mails,
    work,
)
from saath.conversations.tests.test_bounced import report
from saath.mailboxes.actions.manage import add_mailbox, choose_import
from saath.mailboxes.models import Mailbox
from saath.mailboxes.signing_in import open_box
from saath.mailboxes.visit import VISITOR, Visit
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope
from tests.dovecot import write_certificate
from tests.fuzz.dose import doses, holds_for
from tests.fuzz.hostile import SENSE, Hostile, hostile_server
from tests.fuzz.odd import damaged, odd_text
from tests.fuzz.seeds import MBOX
from tests.fuzz.test_intake import COMMANDS, GREETING, MOST_SECONDS, speak
from tests.fuzz.test_mail import WHOLE_MAIL
from tests.fuzz.test_readers import FILED, made_of

State = IntakeItem.State
SETTLED = {State.ACCEPTED, State.IGNORED, State.QUARANTINED}


def all_is_settled(desk: Desk) -> int:
    """Hold that everything in the ledger was read, and return how much that is."""
    with store_scope(desk.store_id):
        states = list(IntakeItem.objects.values_list("state", flat=True))
        assert set(states) <= SETTLED, list(IntakeItem.objects.values("state", "error"))
        assert ledger_figures(TEST).missing == 0
    return len(states)


@doses
@pytest.mark.parametrize("protocol", [SMTP, LMTP], ids=["smtp", "lmtp"])
@pytest.mark.django_db(transaction=True)
def test_what_was_acknowledged_is_in_the_ledger_and_read(protocol: type[SMTP], dose: int) -> None:
    desk = make_desk()
    limits = Limits(mail_octets=100_000, mails_a_minute_a_peer=1_000_000)
    hello = b"LHLO a" if protocol is LMTP else GREETING[0]

    def keep(mail_from: str, recipients: object, raw: bytes) -> str:
        with closing(connection):
            return accept_mail(mail_from, recipients, raw)  # type: ignore[arg-type]

    def knows(address: str) -> bool:
        with closing(connection):
            return account_for(address) is not None

    def is_kept(lines: list[bytes]) -> None:
        before = all_is_settled(desk)
        told = speak(server.port, b"\r\n".join([*lines, b"."]) + b"\r\n.\r\n")
        with opened() as client:
            client.sendmail("a@b.in", [SHOP_ADDRESS], b"Subject: well\r\n\r\nformed")
        work()
        # Over LMTP each recipient of a mail is answered.
        acknowledged = {line for line in told.splitlines() if line.startswith(b"250 2.0.0 Kept as")}
        assert all_is_settled(desk) >= before + len(acknowledged) + 1

    def opened() -> smtplib.SMTP:
        kind = smtplib.LMTP if protocol is LMTP else smtplib.SMTP
        return kind("127.0.0.1", server.port, local_hostname="a", timeout=MOST_SECONDS)

    with MailServer(keep, knows, limits=limits, protocol=protocol) as server:
        octets = st.sampled_from(COMMANDS) | st.binary(max_size=30)
        bodies = damaged(WHOLE_MAIL).map(lambda whole: whole.split(b"\r\n"))
        sessions = (
            st.lists(octets, max_size=20)
            | st.lists(octets, max_size=20).map(lambda some: [hello, *GREETING[1:], *some])
            | bodies.map(lambda some: [hello, *GREETING[1:], *some])
        )
        holds_for(is_kept, sessions, dose=dose, examples=20)


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[Hostile]:
    settings.ALLOWED_PRIVATE_HOSTS = ["localhost"]
    write_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    with hostile_server(tmp_path) as server:
        yield server


NUMBERS = st.sampled_from([b"0", b"1", b"-1", b"7", b"4294967295", b"4294967296", b"9" * 25, b"x", b""])
DONE = b"TAG OK done\r\n"
OPENED = b"* %b EXISTS\r\n* OK [UIDVALIDITY %b] ok\r\n* OK [UIDNEXT %b] ok\r\n" + DONE
FOUND = b"* SEARCH %b %b\r\n" + DONE
HEAD = b'* 1 FETCH (UID %b RFC822.SIZE %b INTERNALDATE "%b-Nov-2026 10:00:00 +0000")\r\n' + DONE
WHOLE = b"* 1 FETCH (UID %b BODY[]<0> {%b}\r\n%b)\r\n" + DONE
SAID = st.one_of(
    st.sampled_from([answer + DONE for _word, answer in SENSE]).flatmap(damaged),
    st.tuples(NUMBERS, NUMBERS, NUMBERS).map(OPENED.__mod__),
    st.tuples(NUMBERS, NUMBERS).map(FOUND.__mod__),
    st.tuples(NUMBERS, NUMBERS, NUMBERS).map(HEAD.__mod__),
    st.tuples(NUMBERS, NUMBERS, st.binary(max_size=20)).map(WHOLE.__mod__),
    st.sampled_from(
        [b"TAG NO no\r\n", b"TAG BAD what?\r\n", b"* BYE\r\n", b"", DONE, b"TAG NO [UNAVAILABLE]\r\n"]
    ),
    st.binary(max_size=60),
)
# At which of its commands a visit hears what makes no sense.
ANSWERS = st.dictionaries(st.integers(0, 16), SAID, max_size=3).map(
    lambda said: [said.get(place) for place in range(17)]
)


@doses
@pytest.mark.django_db
def test_whatever_a_mailbox_server_says_only_its_trouble_leaves_a_visit(hostile: Hostile, dose: int) -> None:
    desk = make_desk()

    def is_read_or_in_trouble(first: list[bytes | None], answers: list[bytes | None]) -> None:
        with transaction.atomic():
            with suppress(ImapTrouble):
                visit(first)
            visit(None)
            with store_scope(desk.store_id):
                choose_import(TEST, Mailbox.objects.get(), since=date(2026, 11, 1))
            with suppress(ImapTrouble):
                visit(answers)
            work()
            all_is_settled(desk)
            transaction.set_rollback(True)

    def visit(answers: list[bytes | None] | None) -> None:
        hostile.answers = answers or ()
        with store_scope(desk.store_id):
            mailbox = Mailbox.objects.select_related("account").first() or new_mailbox(desk, hostile)
            with open_box(VISITOR, mailbox) as box:
                Visit(mailbox, box, goes_on=lambda: True).ask_again()
                Visit(mailbox, box, goes_on=lambda: True).run()

    holds_for(is_read_or_in_trouble, ANSWERS, ANSWERS, dose=dose, examples=15)


def new_mailbox(desk: Desk, hostile: Hostile) -> Mailbox:
    """Add the mailbox that a server like this keeps."""
    facts = {"host": "localhost", "port": hostile.port, "security": Security.TLS, "user": uuid4().hex}
    return add_mailbox(TEST, account=desk.account, password="p", **facts)  # type: ignore[arg-type]


@doses
@pytest.mark.django_db(transaction=True)
def test_every_mail_of_any_file_is_accounted_for(tmp_path: Path, dose: int) -> None:
    desk, file = make_desk(), tmp_path / "All.mbox"

    def is_imported(octets: bytes) -> None:
        file.write_bytes(octets)
        with store_scope(desk.store_id):
            importing = FileImport(desk.account)
            mails = (each for each in find_mails([file], max_bytes=100_000) if isinstance(each, StoredMail))
            items = [item for _taken, item in map(importing.take, mails) if item is not None]
            read_history(items)
            assert IntakeItem.objects.filter(pk__in=items).count() == len(set(items))
        all_is_settled(desk)

    several = MBOX + b"From a@b Tue Mar  5 09:30:00 2024\n" + WHOLE_MAIL + b"\n" + MBOX
    holds_for(is_imported, made_of(*FILED) | damaged(several), dose=dose, examples=30)


@pytest.fixture
def answer(db: None) -> tuple[Desk, EmailMessage]:
    """Return a shop, and an answer of it that left."""
    desk = make_desk()
    arrive(mail())
    with store_scope(desk.store_id):
        reply(desk.actor, only_conversation(), text="Kal aayega", client_key="k1")
    with time_machine.travel(later()):
        work()
    return desk, sent_mails()[-1]


@doses
def test_whatever_comes_back_to_an_answer_is_read(answer: tuple[Desk, EmailMessage], dose: int) -> None:
    desk, ours = answer

    def is_read(octets: bytes, sender: str, recipient: str) -> None:
        with transaction.atomic():
            accept_mail(sender, [recipient], octets)
            work()
            all_is_settled(desk)
            transaction.set_rollback(True)

    back = mail("Dhanyavaad", to=str(ours["Reply-To"]), answers=str(ours["Message-ID"]))
    reports = [report(str(ours["Message-ID"]), status=status).as_bytes() for status in ("5.1.1", "4.4.1")]
    complaint = report(str(ours["Message-ID"])).as_bytes().replace(b"delivery-status", b"feedback-report")
    receipt = (
        report(str(ours["Message-ID"])).as_bytes().replace(b"delivery-status", b"disposition-notification")
    )
    whole = st.sampled_from([back.as_bytes(), ours.as_bytes(), *reports, complaint, receipt]).flatmap(damaged)
    senders = st.sampled_from(["", "a@b.in", "sunita@example.in"])
    places = st.sampled_from(
        [SHOP_ADDRESS, str(ours["Reply-To"].addresses[0].addr_spec), str(ours["Return-Path"] or SHOP_ADDRESS)]
    )
    holds_for(is_read, whole, senders, places, dose=dose, examples=40)


@doses
@pytest.mark.django_db
def test_whatever_an_envelope_says_is_kept(dose: int) -> None:
    desk = make_desk()

    def is_kept(mail_from: str, tag: str) -> None:
        with transaction.atomic():
            accept_mail(mail_from, [f"namaste{tag}@paanch.test", SHOP_ADDRESS], WHOLE_MAIL)
            work()
            all_is_settled(desk)
            transaction.set_rollback(True)

    holds_for(is_kept, odd_text, odd_text, dose=dose, examples=40)
