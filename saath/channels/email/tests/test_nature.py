"""Who speaks: reports and bounces as servers write them, responders in many languages, and people who only quote one."""

from __future__ import annotations

from textwrap import dedent

import pytest

from saath.channels.base import Nature, NatureKind, RawDelivery
from saath.channels.email.parse import parse_mail

CHARSETS = ("charset=\0", "charset*=us-ascii''%00", "charset*=utf-8''utf-8", "charset=x")
OURS = "answer.1042@paanch.example"
RETURNED = f"""\
Message-ID: <{OURS}>
From: Paanch Takiye <namaste@paanch.example>
To: usha@example.in
Subject: Your parcel

It left Surat.
"""


def nature(mail: str, *, mail_from: str | None = None, own: tuple[str, ...] = ()) -> Nature:
    raw = dedent(mail).replace("\n", "\r\n").encode()
    return parse_mail(RawDelivery(raw, mail_from=mail_from), own=own).nature


def report(kind: str, fields: str, subject: str = "Report") -> str:
    return (
        f"From: MAILER-DAEMON@mx.example\nTo: namaste@paanch.example\nSubject: {subject}\n"
        f"Content-Type: multipart/report; report-type={kind.partition('/')[2]}; boundary=r\n\n"
        f"--r\nContent-Type: text/plain\n\nSome words.\n\n--r\nContent-Type: {kind}\n\n{fields}\n"
        f"--r\nContent-Type: message/rfc822\n\n{RETURNED}\n--r--\n"
    )


def test_a_delivery_report_names_address_status_and_message() -> None:
    fields = (
        "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; usha@example.in\nAction: failed\n"
        "Status: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 user unknown\n"
    )
    found = nature(report("message/delivery-status", fields))
    assert found == Nature(NatureKind.BOUNCE, "delivery-failed", ("usha@example.in",), "5.1.1", OURS)
    assert found.is_permanent
    assert found.is_dead_address
    assert found.failed_recipient == "usha@example.in"


def test_a_full_mailbox_is_no_dead_address() -> None:
    fields = (
        "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822;usha@example.in\nAction: failed\n"
        "Status: 5.0.0\nDiagnostic-Code: smtp; 552 mailbox is full\n"
    )
    found = nature(report("message/delivery-status", fields))
    assert (found.status, found.is_permanent, found.is_dead_address) == ("5.2.2", True, False)


def test_a_late_message_is_still_tried() -> None:
    fields = (
        "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; usha@example.in\nAction: delayed\n"
        "Status: 4.4.1\n"
    )
    found = nature(report("message/delivery-status", fields))
    assert (found.kind, found.is_still_tried, found.is_permanent) == (NatureKind.BOUNCE, True, False)


def test_a_message_that_arrived_is_a_notice() -> None:
    fields = "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; usha@example.in\nAction: delivered\nStatus: 2.0.0\n"
    assert nature(report("message/delivery-status", fields)).kind == NatureKind.NOTICE


def test_a_customer_may_complain_about_a_message_from_us() -> None:
    mail = """\
        From: usha@example.in
        To: namaste@paanch.example
        Subject: Complaint about message from your shop
        Content-Type: multipart/alternative; boundary=r

        --r
        Content-Type: text/plain

        It was rude.
        --r
        Content-Type: text/html

        <p>It was rude.</p>
        --r--
        """
    assert nature(mail) == Nature()
    enclosed = (
        dedent(mail)
        .replace("alternative", "mixed")
        .replace("text/html\n\n<p>It was rude.</p>", f"message/rfc822\n\n{RETURNED}")
    )
    assert nature(enclosed).kind == NatureKind.COMPLAINT


def test_a_complaint_names_who_complained_and_about_what() -> None:
    fields = "Feedback-Type: abuse\nUser-Agent: x/1\nVersion: 1\nOriginal-Rcpt-To: <usha@example.in>\n"
    found = nature(report("message/feedback-report", fields))
    assert found == Nature(NatureKind.COMPLAINT, "feedback-abuse", ("usha@example.in",), "", OURS)
    assert nature(report("message/feedback-report", "Feedback-Type: not-spam\n")).kind == NatureKind.AUTOMATIC


def test_a_read_receipt_names_what_was_read() -> None:
    fields = f"Final-Recipient: rfc822;usha@example.in\nOriginal-Message-ID: <{OURS}>\nDisposition: automatic-action; displayed\n"
    found = nature(report("message/disposition-notification", fields))
    assert found == Nature(NatureKind.READ_RECEIPT, "read-receipt", original_message_id=OURS)


SERVERS = {
    "qmail": (
        "From: MAILER-DAEMON@mx.example\nTo: namaste@paanch.example\nSubject: failure notice\n\n"
        "Hi. This is the qmail-send program at mx.example.\n"
        "I'm afraid I wasn't able to deliver your message to the following addresses.\n"
        "This is a permanent error; I've given up. Sorry it didn't work out.\n\n"
        "<usha@example.in>:\n192.0.2.1 does not like recipient.\n"
        "Remote host said: 550 no such user here\nGiving up on 192.0.2.1.\n\n"
        "--- Below this line is a copy of the message.\n\n" + RETURNED
    ),
    "exim": (
        "From: Mail Delivery System <Mailer-Daemon@mx.example>\nTo: namaste@paanch.example\n"
        "Subject: Mail delivery failed: returning message to sender\n\n"
        "This message was created automatically by mail delivery software.\n\n"
        "A message that you sent could not be delivered to one or more of its\n"
        "recipients. This is a permanent error. The following address(es) failed:\n\n"
        "  usha@example.in\n    Unrouteable address: unknown user\n\n"
        "------ This is a copy of the message, including all the headers. ------\n\n" + RETURNED
    ),
    "postfix in words": (
        "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example (Mail Delivery System)\nTo: namaste@paanch.example\n"
        "Subject: Undelivered Mail Returned to Sender\n\n"
        "This is the mail system at host mx.example.\n\n"
        "I'm sorry to have to inform you that your message could not\n"
        "be delivered to one or more recipients.\n\n"
        "<usha@example.in>: host mx.example.in[192.0.2.7] said: 550 5.1.1\n"
        "    <usha@example.in>: Recipient address rejected: User unknown (in reply to RCPT TO command)\n\n"
        + RETURNED
    ),
    "exchange": (
        "From: postmaster@mx.example\nTo: namaste@paanch.example\nSubject: Undeliverable: Your parcel\n\n"
        "Your message\n\n  To:      namaste@paanch.example\n  Subject: Your parcel\n\n"
        "did not reach the following recipient(s):\n\n"
        "usha@example.in on Fri, 20 Nov 2026 10:12:00 +0530\n    The recipient name is not recognized\n\n"
        + RETURNED
    ),
    "sendmail": (
        "From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example>\nTo: namaste@paanch.example\n"
        "Subject: Returned mail: User unknown\n\n"
        "   ----- The following addresses had permanent fatal errors -----\n<usha@example.in>\n\n"
        "   ----- Transcript of session follows -----\n550 <usha@example.in>... User unknown\n\n"
        "   ----- Original message follows -----\n\n" + RETURNED
    ),
}


@pytest.mark.parametrize("server", SERVERS)
def test_a_bounce_in_words_is_read(server: str) -> None:
    found = nature(SERVERS[server])
    assert found.kind == NatureKind.BOUNCE
    assert found.failed_recipients == ("usha@example.in",)
    assert (found.status, found.is_dead_address) == ("5.1.1", True)
    assert found.original_message_id == OURS


def test_a_server_that_still_tries_is_late_and_not_failed() -> None:
    found = nature("""\
        From: Mailer-Daemon@mx.example
        Subject: Warning: message delayed 24 hours

        The message has not yet been delivered to:

          usha@example.in

        No action is required on your part. Delivery attempts will continue.
        """)
    assert (found.kind, found.is_still_tried, found.status[:1]) == (NatureKind.BOUNCE, True, "4")
    assert found.failed_recipients == ("usha@example.in",)


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: Your parcel",
        "Out of Office: Your parcel",
        "Out of Office Re: Your parcel",
        "[Auto Reply] Diwali",
        "Abwesenheitsnotiz: Ihr Paket",
        "Réponse automatique : Votre colis",
        "Respuesta automática: Su paquete",
        "Автоответ: Посылка",
        "स्वचालित उत्तर: आपका पार्सल",
        "स्वचालित जवाब : आपका पार्सल",
        "कार्यालय से बाहर: आपका पार्सल",
        "સ્વચાલિત જવાબ: તમારું પાર્સલ",
        "ઑટોમેટિક જવાબ: તમારું પાર્સલ",
        "自动回复: 你好",
    ],
)
def test_a_responder_is_known_by_its_subject(subject: str) -> None:
    found = nature(f"From: Usha <usha@example.in>\nSubject: {subject}\n\nI am back on Monday.\n")
    assert found == Nature(NatureKind.AUTOMATIC, "auto-reply-subject")


@pytest.mark.parametrize(
    "mail",
    [
        "From: u@example.in\nSubject: Re: Automatic reply: hours\n\nI am asking again.\n",
        "From: u@example.in\nSubject: Out of office chairs?\n\nDo you sell them?\n",
        "From: u@example.in\nSubject: Fwd: Undelivered Mail Returned to Sender\n\nYour mail came back, 550 5.1.1 user unknown.\n",
        "From: u@example.in\nSubject: Mail delivery failed\n\nYour rider could not deliver to usha@example.in. Why?\n",
        "From: u@example.in\nSubject: Delivery failed again\n\nParcel abhi tak nahi aaya, error: 550 rupaye kat gaye.\n",
        "From: u@example.in\nSubject: छुट्टी पर जाने से पहले चाहिए\n\nकब मिलेगा?\n",
        "From: Post Master <postmaster.sharma@example.in>\nSubject: Order\n\nWhere is it?\n",
        "From: u@example.in\nFeedback-ID: 1.ap-south-1.AmazonSES\nSubject: Contact form\n\nWhere is it?\n",
    ],
)
def test_a_person_stays_a_person(mail: str) -> None:
    assert nature(mail).is_person


def test_a_list_is_no_person_unless_it_is_the_shops_own_group() -> None:
    mail = (
        "From: u@example.in\nList-Id: <care.paanch.example>\nList-Post: <mailto:care@paanch.example>\n"
        "Precedence: list\nSubject: Order\n\nWhere is it?\n"
    )
    assert nature(mail) == Nature(NatureKind.LIST, "list")
    assert nature(mail, own=("care@paanch.example",)).is_person


def test_the_message_that_failed_finds_its_thread() -> None:
    from uuid import UUID

    from saath.channels.email import tokens

    keys = tokens.TokenKeys((b"k" * 32,))
    conversation = UUID("0190aaaa-bbbb-7ccc-8ddd-eeeeffff0001")
    name = tokens.new_message_id(
        conversation, "usha@example.in", unique="1", domain="paanch.example", keys=keys
    )
    mail = SERVERS["qmail"].replace(OURS, name)
    (token,) = parse_mail(RawDelivery(mail.encode()), keys).thread_tokens
    assert token.conversation == conversation


@pytest.mark.parametrize("charset", CHARSETS)
def test_a_report_with_raw_octets_under_a_name_of_no_charset_is_read(charset: str) -> None:
    raw = (
        b"From: MAILER-DAEMON@example.in\r\nContent-Type: multipart/report; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\nContent-Type: text/plain; CHARSET\r\n\r\n"
        b"\r\nFinal-Recipient: rfc822; usha@example.in\r\nContent-Type: text/plain; CHARSET\r\nAction: failed\r\n"
        b"Status: 5.1.1\r\n\r\n\xe0\xaa\xa8\r\n--b--\r\n"
    ).replace(b"CHARSET", charset.encode())
    message = parse_mail(RawDelivery(raw, mail_from=""))
    assert message.unreadable == ()
    assert (message.nature.kind, message.nature.failed_recipients) == (
        NatureKind.BOUNCE,
        ("usha@example.in",),
    )


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize(
    "kind", ["text/plain", "multipart/mixed", "message/rfc822", "multipart/report", "text/rfc822-headers"]
)
def test_raw_octets_under_a_name_of_no_charset_are_read(charset: str, kind: str) -> None:
    part = f"Content-Type: {kind}; {charset}\r\n\r\n".encode() + "નમસ્તે".encode()
    nested = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + part + b"\r\n--b--\r\n"
    for raw in (b"From: usha@example.in\r\n" + part, b"From: usha@example.in\r\n" + nested):
        message = parse_mail(RawDelivery(raw, mail_from="usha@example.in"))
        assert not message.text.startswith("[This mail could not be read")


def test_a_returned_head_in_utf8_with_raw_octets_is_read() -> None:
    raw = (
        b"From: MAILER-DAEMON@example.in\r\nContent-Type: multipart/report; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: message/delivery-status\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n--b\r\n"
        b"Content-Type: text/rfc822-headers\r\n\r\nContent-Type: \xe0\xa4\xa8\xff\r\nTo: \xe0\xa4\xa8\xff <usha@example.in>\r\n"
        b"Message-ID: <answer.1042@paanch.example>\r\n--b--\r\n"
    )
    message = parse_mail(RawDelivery(raw, mail_from=""))
    assert message.unreadable == ()
    assert message.nature.original_message_id == OURS
