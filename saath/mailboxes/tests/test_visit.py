"""A real mailbox is read: new mail once, old mail by choice, and no mail holds up another."""

from __future__ import annotations

import tracemalloc
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage

import pytest
import time_machine
from pytest_django import Settings

from saath.channels.email.imap_box import Box as WireBox
from saath.channels.email.imap_box import UnfetchableMail
from saath.channels.email.imap_facts import ImapTrouble, Security, Trouble
from saath.conversations.actions.arrive import retry_item
from saath.conversations.models import Conversation, Delivery, IntakeItem, Message
from saath.conversations.queries.ledger import ledger_figures
from saath.conversations.tests.builders import SHOP_ADDRESS, arrive, mail, only_conversation, said, work
from saath.core.clock import now
from saath.mailboxes.actions.manage import change_place, read_sent, scan_again
from saath.mailboxes.models import Mailbox, MailboxFolder
from saath.mailboxes.queries import show_mailbox
from saath.mailboxes.signing_in import open_box
from saath.mailboxes.tests.conftest import Box
from saath.mailboxes.visit import VISITOR, Visit
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope
from tests.dovecot import PASSWORD

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2024, 3, 5, 12, tzinfo=UTC)
ACCEPTED = ("accepted", "", False)


def raw(text: str = "Kab tak aayega?", **facts: str) -> bytes:
    return mail(text, **facts).as_bytes()  # type: ignore[arg-type]


def test_the_first_visit_counts_and_reads_nothing(box: Box) -> None:
    box.put(raw(), at=LONG_AGO)
    box.put(raw(), at=now() - timedelta(days=3))
    box.visit()
    box.visit()
    with store_scope(box.desk.store_id):
        shown = show_mailbox(TEST, box.mailbox.public_id)
        assert shown.mailbox.state == Mailbox.State.CHOOSING
        assert shown.counts == {"all": 2, "7": 1, "30": 1, "90": 1, "365": 1}
        assert IntakeItem.objects.count() == 0


def test_after_choosing_new_mail_only_what_comes_is_read_once_and_stays_unseen(box: Box) -> None:
    box.put(raw("of old"), at=LONG_AGO)
    box.begin()
    box.put(raw("new"))
    box.visit()
    box.visit()
    with store_scope(box.desk.store_id):
        assert said(only_conversation()) == [("in", "new")]
        assert only_conversation().state == Conversation.State.OPEN
        assert ledger_figures(TEST).missing == 0
    assert box.ledger() == [ACCEPTED]
    assert not any("Seen" in flags for flags in box.server.flags(user=box.user))


def test_mail_that_comes_while_nobody_has_chosen_is_new_afterwards(box: Box) -> None:
    box.visit()
    box.put(raw("new"))
    box.visit()
    assert box.ledger() == []
    box.choose()
    box.visit()
    with store_scope(box.desk.store_id):
        assert only_conversation().state == Conversation.State.OPEN


def test_import_since_a_date_brings_history_and_disturbs_nobody(box: Box) -> None:
    box.put(raw("too old"), at=LONG_AGO)
    for days in (40, 20, 1):
        box.put(raw(f"{days} days ago", subject=f"{days}"), at=now() - timedelta(days=days))
    box.visit()
    box.choose(since=(now() - timedelta(days=50)).date())
    box.visit()
    with store_scope(box.desk.store_id):
        assert set(Conversation.objects.values_list("state", flat=True)) == {"solved"}
        assert Message.objects.count() == 3
        folder = MailboxFolder.objects.get()
        assert (folder.back_total, folder.back_done, folder.is_looking_back) == (3, 3, False)


def test_an_import_brings_the_answers_that_were_sent_too_and_disturbs_nobody(box: Box) -> None:
    with store_scope(box.desk.store_id):
        read_sent(TEST, box.mailbox, wanted=True)
    question = mail("Kab tak?")
    box.put(question.as_bytes(), at=now() - timedelta(days=3))
    answer = mail("Kal tak.", sender=SHOP_ADDRESS, to="sunita@example.in", answers=question["Message-ID"])
    box.put(answer.as_bytes(), folder="Sent", at=now() - timedelta(days=2))
    box.put(b"From: namaste@paanch.test\r\n\r\nlong before", folder="Sent", at=LONG_AGO)
    box.visit()
    box.choose(since=(now() - timedelta(days=9)).date())
    box.visit()
    with store_scope(box.desk.store_id):
        conversation = only_conversation()
        assert said(conversation) == [("in", "Kab tak?"), ("out", "Kal tak.")]
        assert conversation.state == Conversation.State.SOLVED
        assert not Delivery.objects.exclude(state=Delivery.State.SENT).exists()
        assert len(box.ledger()) == 2
        scan_again(TEST, box.mailbox, since=(now() - timedelta(days=9)).date())
    box.visit()
    with store_scope(box.desk.store_id):
        assert len(said(only_conversation())) == 2


def test_what_was_sent_is_imported_after_what_it_answers(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("saath.mailboxes.visit.BACK_AT_ONCE", 1)
    with store_scope(box.desk.store_id):
        read_sent(TEST, box.mailbox, wanted=True)
    for number in range(3):
        box.put(raw(f"number {number}"), at=now() - timedelta(days=3))
        box.put(raw(f"answer {number}", sender=SHOP_ADDRESS), folder="Sent", at=now() - timedelta(days=2))
    box.visit()
    box.choose(since=(now() - timedelta(days=9)).date())
    box.visit()
    with store_scope(box.desk.store_id):
        sources = list(IntakeItem.objects.order_by("pk").values_list("source", flat=True))
    assert sources == [IntakeItem.Source.IMAP] * 3 + [IntakeItem.Source.SENT_COPY] * 3


def test_an_import_goes_on_where_it_was_broken_off(box: Box) -> None:
    for number in range(60):
        box.put(raw(f"number {number}"), at=now() - timedelta(days=3))
    box.visit()
    box.choose(since=(now() - timedelta(days=9)).date())
    with store_scope(box.desk.store_id):
        left = iter([True] * 20 + [False] * 100)
        with open_box(VISITOR, box.fresh()) as wire:
            Visit(box.fresh(), wire, goes_on=lambda: next(left)).run()
        shown = show_mailbox(TEST, box.mailbox.public_id)
        assert shown.back == (20, 60)
    box.visit()
    with store_scope(box.desk.store_id):
        assert IntakeItem.objects.count() == Message.objects.count() == 60


def test_looking_again_finds_what_was_missed_and_doubles_nothing(box: Box) -> None:
    box.put(raw("before us"), at=now() - timedelta(days=2))
    box.begin()
    box.put(raw("new"))
    box.visit()
    with store_scope(box.desk.store_id):
        scan_again(TEST, box.mailbox, since=(now() - timedelta(days=5)).date())
    box.visit()
    assert box.ledger() == [ACCEPTED, ACCEPTED]
    with store_scope(box.desk.store_id):
        assert Message.objects.count() == 2


def test_a_folder_that_was_numbered_anew_is_gone_through_without_doubles(box: Box) -> None:
    box.put(raw("of old"), at=LONG_AGO)
    box.begin()
    box.put(raw("first", subject="1"))
    box.visit()
    box.server.renumber(user=box.user)
    box.put(raw("second", subject="2", sender="Asha <asha@example.in>"))
    box.visit()
    box.visit()
    with store_scope(box.desk.store_id):
        assert sorted(Message.objects.values_list("text", flat=True)) == ["first", "second"]
        assert set(Conversation.objects.values_list("state", flat=True)) == {"open"}
        assert MailboxFolder.objects.get().renumbered_after is None
    assert box.ledger() == [ACCEPTED, ACCEPTED]


def test_a_mail_without_any_name_is_known_again_under_another_number_weeks_later(box: Box) -> None:
    with time_machine.travel(now() - timedelta(days=20), tick=True):
        box.begin()
        box.put(b"From: a@example.in\r\nSubject: no id, no date\r\n\r\nKab tak?\r\n")
        box.visit()
    box.server.renumber(user=box.user)
    box.visit()
    with store_scope(box.desk.store_id):
        assert Message.objects.count() == 1
        assert not MailboxFolder.objects.get().is_looking_back


def test_a_mailbox_that_moved_to_another_server_goes_on_without_doubles_or_gaps(
    box: Box, settings: Settings
) -> None:
    settings.ALLOWED_PRIVATE_HOSTS = ["localhost", "127.0.0.1"]
    box.begin()
    box.put(raw("first"))
    box.visit()
    with store_scope(box.desk.store_id):
        prefix = MailboxFolder.objects.get().key_prefix
        change_place(
            TEST,
            box.mailbox,
            host="127.0.0.1",
            port=box.mailbox.port,
            security=Security.TLS,
            password=PASSWORD,
        )
    box.put(raw("second", subject="2", sender="Asha <asha@example.in>"))
    box.visit()
    box.visit()
    with store_scope(box.desk.store_id):
        assert sorted(Message.objects.values_list("text", flat=True)) == ["first", "second"]
        assert set(Conversation.objects.values_list("state", flat=True)) == {"open"}
        assert MailboxFolder.objects.get().key_prefix != prefix


def test_a_mailbox_that_moves_before_the_choice_is_counted_anew(box: Box, settings: Settings) -> None:
    settings.ALLOWED_PRIVATE_HOSTS = ["localhost", "127.0.0.1"]
    box.visit()
    with store_scope(box.desk.store_id):
        change_place(
            TEST,
            box.mailbox,
            host="127.0.0.1",
            port=box.mailbox.port,
            security=Security.TLS,
            password=PASSWORD,
        )
        assert box.fresh().state == Mailbox.State.CONNECTING
    box.put(raw())
    box.visit()
    with store_scope(box.desk.store_id):
        assert box.fresh().state == Mailbox.State.CHOOSING
        assert MailboxFolder.objects.get().counts["all"] == 1


def test_a_mail_that_the_server_showed_too_late_is_found_by_comparing(box: Box) -> None:
    with time_machine.travel(now() - timedelta(days=9), tick=True):
        box.begin()
    box.put(raw("first"))
    box.put(raw("second", subject="2", sender="Asha <asha@example.in>"))
    with store_scope(box.desk.store_id):  # as if the search had named the second one only
        MailboxFolder.objects.update(last_uid=1)
    box.visit()
    assert len(box.ledger()) == 1
    box.compare()
    box.compare()
    assert box.ledger() == [ACCEPTED, ACCEPTED]
    with store_scope(box.desk.store_id):
        assert set(Conversation.objects.values_list("state", flat=True)) == {"open"}
        assert MailboxFolder.objects.get().last_uid == 2


def test_comparing_takes_nothing_that_was_there_before_us_or_that_we_passed_over(box: Box) -> None:
    with time_machine.travel(now() - timedelta(days=2), tick=True):
        box.put(raw("history"), at=now() - timedelta(hours=1))
        box.begin()
    box.put(b"From: a@example.in\r\nSubject: no id, no date\r\n\r\nKab tak?\r\n")
    box.visit()
    box.server.renumber(user=box.user)
    box.visit()
    before = box.ledger()
    box.compare()
    assert box.ledger() == before


def test_old_mail_that_somebody_moves_here_is_history(box: Box) -> None:
    box.begin()
    box.put(raw("from another folder"), at=LONG_AGO)
    box.visit()
    with store_scope(box.desk.store_id):
        assert only_conversation().state == Conversation.State.SOLVED


def test_new_mail_is_new_though_the_servers_clock_is_behind(box: Box) -> None:
    box.begin()
    box.put(raw(), at=now() - timedelta(minutes=20))
    box.visit()
    with store_scope(box.desk.store_id):
        assert only_conversation().state == Conversation.State.OPEN


def test_a_mail_that_is_too_large_is_put_aside_with_its_head_and_the_next_one_is_read(
    box: Box, settings: Settings
) -> None:
    settings.MAX_MAIL_BYTES = 3000
    box.begin()
    box.put(raw("x " * 3000, subject="Photos of the damage"))
    box.put(raw("small"))
    box.visit()
    assert box.ledger() == [("quarantined", "too-large", False), ACCEPTED]
    with store_scope(box.desk.store_id):
        retry_item(TEST, IntakeItem.objects.get(rule="too-large"))
        work()
        assert Conversation.objects.filter(subject="Photos of the damage").exists()
        assert show_mailbox(TEST, box.mailbox.public_id).put_aside == 0


def test_mails_made_wrongly_are_all_taken_in(box: Box) -> None:
    box.begin()
    strange = [
        b"no header at all",
        b"From: =?utf-8?B?\xff\xfe?=\r\nSubject: \xe0\xa4\xa8\r\n\r\n\x80\x81",
        b'Content-Type: multipart/mixed; boundary="\r\n\r\n--x\r\n',
        b"From: a@example.in\r\nContent-Type: text/plain; charset=klingon\r\n\r\nnuqneH",
        b"\r\n\r\n",
        raw("well made"),
    ]
    for each in strange:
        box.put(each)
    box.visit()
    with store_scope(box.desk.store_id):
        figures = ledger_figures(TEST)
        assert IntakeItem.objects.count() == len(strange)
        assert (figures.failed, figures.waiting, figures.missing) == (0, 0, 0)
        assert Message.objects.filter(text="well made").exists()


def test_a_mail_at_which_the_line_breaks_is_left_aside_in_the_end(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    box.begin()
    box.put(raw("the server dies of this one"))
    box.put(raw("behind it"))
    whole = WireBox.mail

    def dies(self: WireBox, uid: int) -> object:
        if uid == 1:
            raise ImapTrouble(Trouble.BROKEN)
        return whole(self, uid)

    monkeypatch.setattr(WireBox, "mail", dies)
    for _ in range(3):
        with pytest.raises(ImapTrouble):
            box.visit()
    box.visit()
    assert box.ledger() == [("quarantined", "line-breaks", False), ACCEPTED]


def test_a_mail_that_the_server_refuses_is_asked_for_again(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    box.begin()
    box.put(raw("refused today"))
    box.put(raw("behind it", subject="2"))
    whole = WireBox.mail

    def refuses(self: WireBox, uid: int) -> object:
        if uid == 1:
            raise UnfetchableMail
        return whole(self, uid)

    with monkeypatch.context() as today:
        today.setattr(WireBox, "mail", refuses)
        box.visit()
        box.visit()
    assert box.ledger() == [("quarantined", "cannot-be-fetched", False), ACCEPTED]
    box.visit()
    assert box.ledger() == [ACCEPTED, ACCEPTED]
    with store_scope(box.desk.store_id):
        assert Message.objects.filter(text="refused today").count() == 1


def test_a_quota_that_is_full_stops_the_reading_and_loses_nothing(box: Box, settings: Settings) -> None:
    box.begin()
    box.put(raw())
    settings.FILES_QUOTA_BYTES = 10
    with pytest.raises(ImapTrouble) as caught:
        box.visit()
    assert caught.value.kind is Trouble.ROOM
    settings.FILES_QUOTA_BYTES = 10_000_000
    box.visit()
    assert box.ledger() == [ACCEPTED]


def test_an_answer_in_the_sent_folder_stops_the_clock(box: Box) -> None:
    with store_scope(box.desk.store_id):
        read_sent(TEST, box.mailbox, wanted=True)
    box.put(b"From: namaste@paanch.test\r\n\r\nsent long before", folder="Sent", at=LONG_AGO)
    box.begin()
    question = mail()
    box.put(question.as_bytes())
    box.visit()
    answer = mail("Kal tak.", sender=SHOP_ADDRESS, to="sunita@example.in", answers=question["Message-ID"])
    box.put(answer.as_bytes(), folder="Sent")
    box.visit()
    with store_scope(box.desk.store_id):
        conversation = only_conversation()
        assert said(conversation)[-1] == ("out", "Kal tak.")
        assert conversation.state == Conversation.State.PENDING


def test_a_mail_of_several_places_is_one_message(box: Box) -> None:
    box.begin()
    same: EmailMessage = mail()
    arrive(same)
    box.put(same.as_bytes())
    box.visit()
    with store_scope(box.desk.store_id):
        assert Message.objects.count() == 1
    assert box.ledger()[-1] == ("accepted", "repeat", True)


def test_an_absence_of_weeks_is_made_up_for(box: Box) -> None:
    with time_machine.travel(now() - timedelta(days=30), tick=True):
        box.begin()
    for days in (25, 12, 0):
        box.put(raw(f"{days} days ago", subject=str(days)), at=now() - timedelta(days=days))
    box.visit()
    with store_scope(box.desk.store_id):
        assert Conversation.objects.filter(state="open").count() == 3


def test_import_needs_a_date_that_the_calendar_has(box: Box) -> None:
    box.visit()
    box.choose(since=date(1970, 1, 1))
    box.visit()
    assert box.ledger() == []


def test_a_mail_of_fifty_megabytes_takes_the_memory_of_a_few_pieces(box: Box) -> None:
    large = raw("large") + b"0123456789abcdef\r\n" * (49_000_000 // 18)
    box.begin()
    box.put(large)
    with store_scope(box.desk.store_id), open_box(VISITOR, box.fresh()) as wire:
        del large
        tracemalloc.start()
        try:
            Visit(box.fresh(), wire, goes_on=lambda: True).run()
            _now, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        kept = IntakeItem.objects.get().raw
        assert kept is not None
        assert kept.size > 49_000_000
    assert peak < 12_000_000
