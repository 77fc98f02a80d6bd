from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saath.channels.base import Participant, RawDelivery, ThreadToken
from saath.channels.email import bodies, parse, tokens
from saath.channels.email.filenames import safe_name
from saath.channels.email.parse import parse_mail
from saath.core.text import is_storable
from tests.cpu_time import cpu_time

KEYS = tokens.TokenKeys((b"k" * 32,))
CONVERSATION = UUID("0190aaaa-bbbb-7ccc-8ddd-eeeeffff0001")
HEAD = "From: Usha <usha@example.in>\r\nTo: shop@paanch.example\r\nMessage-ID: <m1@example.in>\r\n"


def raw(text: str, encoding: str = "utf-8") -> RawDelivery:
    return RawDelivery(
        text.replace("\r\n", "\n").replace("\n", "\r\n").encode(encoding), mail_from="usha@example.in"
    )


def built(**headers: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Usha <usha@example.in>"
    mail["To"] = "shop@paanch.example"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    return mail


def delivered(mail: EmailMessage) -> RawDelivery:
    return RawDelivery(mail.as_bytes(), mail_from="usha@example.in")


@pytest.mark.parametrize(
    ("value", "subject"),
    [
        ("=?utf-8?B?4KSu4KWH4KSw4KS+?= =?utf-8?B?IOCkkeCksOCljeCkoeCksA==?=", "मेरा ऑर्डर"),
        ("=?utf-8?Q?=E0=AA=AE=E0=AA?= =?utf-8?Q?=BE=E0=AA=B0=E0=AB=8B?=", "મારો"),
        ("=?iso-8859-1?q?caf=E9?= and tea", "café and tea"),
        ("=?no-such-charset?q?caf=C3=A9?=", "café"),
        ("मेरा ऑर्डर", "मेरा ऑर्डर"),
        ("=?utf-8?B?broken", "=?utf-8?B?broken"),
        ("folded\r\n over\r\n\tlines", "folded over lines"),
    ],
)
def test_subject_reads_as_it_was_written(value: str, subject: str) -> None:
    assert parse_mail(raw(f"{HEAD}Subject: {value}\n\nhi")).subject == subject


@pytest.mark.parametrize(
    ("value", "people"),
    [
        ("usha@example.in", [("", "usha@example.in")]),
        (
            '"Shah, Usha" <usha@example.in>, Rahul <r@example.in>',
            [("Shah, Usha", "usha@example.in"), ("Rahul", "r@example.in")],
        ),
        ("=?utf-8?B?4KSJ4KS34KS+?= <usha@example.in>", [("उषा", "usha@example.in")]),
        ("usha@example.in (Usha Shah)", [("Usha Shah", "usha@example.in")]),
        ("Friends: a@x.in, B <b@x.in>;, c@x.in", [("", "a@x.in"), ("B", "b@x.in"), ("", "c@x.in")]),
        ("undisclosed-recipients:;", []),
        ("उषा <उषा@भारत.भारत>", [("उषा", "उषा@भारत.भारत")]),
    ],
)
def test_people_are_taken_out_of_address_headers(value: str, people: list[tuple[str, str]]) -> None:
    found = parse_mail(raw(f"From: u@x.in\nCc: {value}\n\nhi")).cc
    assert [(each.name, each.address) for each in found] == people


def test_sender_carries_the_key_by_which_it_is_recognised() -> None:
    sender = parse_mail(raw("From: Usha <Usha@Example.IN>\n\nhi")).sender
    assert sender == Participant("Usha@Example.IN", "Usha", "usha@example.in")


def test_text_and_html_versions_are_one_message() -> None:
    mail = built(Subject="Parcel", Date="Sun, 22 Nov 2026 10:00:00 +0530")
    mail.set_content("Where is my parcel?\n")
    mail.add_alternative("<p>Where is my <b>parcel</b>?</p><script>x</script>", subtype="html")
    message = parse_mail(delivered(mail))
    assert message.text == "Where is my parcel?"
    assert message.html.strip() == "<p>Where is my <b>parcel</b>?</p>"
    assert message.attachments == ()
    assert message.sent_at == datetime(2026, 11, 22, 4, 30, tzinfo=UTC)


def test_mail_of_only_html_is_put_into_words() -> None:
    mail = built()
    mail.set_content("<p>Where is it?</p><blockquote>Old words</blockquote>", subtype="html")
    message = parse_mail(delivered(mail))
    assert message.visible_text == "Where is it?"
    assert message.folded_text.strip() == "Old words"


def test_inline_picture_and_files_keep_their_places() -> None:
    mail = built()
    mail.set_content("see the picture")
    mail.add_alternative('<p>see <img src="cid:foto@x"></p>', subtype="html")
    page = mail.get_body(("html",))
    assert page is not None
    page.add_related(b"\x89PNG", "image", "png", cid="<foto@x>")
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="બિલ.pdf")
    mail.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar")
    message = parse_mail(delivered(mail))
    picture, bill, calendar = message.attachments
    assert (picture.content_id, picture.is_inline, picture.data) == ("foto@x", True, b"\x89PNG")
    assert (bill.name, bill.is_inline) == ("બિલ.pdf", False)
    assert calendar.content_type == "text/calendar"
    assert 'src="cid:foto@x"' in message.html


def test_forwarded_mail_is_a_file_named_by_its_subject() -> None:
    inner = built(Subject="Old order")
    inner.set_content("inner words")
    mail = built()
    mail.set_content("see below")
    mail.add_attachment(inner)
    (file,) = parse_mail(delivered(mail)).attachments
    assert (file.name, file.content_type) == ("Old order.eml", "message/rfc822")
    assert b"inner words" in file.data


def test_an_enclosed_mail_that_is_broken_stays_a_file() -> None:
    inner = b"Subject: old\r\nContent-Type: multipart/mixed; boundary=none\r\n\r\nwords \xe0\xa4"
    message = parse_mail(RawDelivery(b"Content-Type: message/rfc822\r\n\r\n" + inner))
    (file,) = message.attachments
    assert file.name == "old.eml"
    assert b"words" in file.data
    assert message.unreadable == ()


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\bill.pdf", "bill.pdf"),
        ("bill\u202efdp.exe", "billfdp.exe"),
        (".htaccess", "htaccess"),
        ("a\x00b\x1f.pdf", "ab.pdf"),
        ("ક" * 200 + ".pdf", "ક" * 48 + ".pdf"),
        ("...", "attachment-1.pdf"),
    ],
)
def test_name_of_a_file_is_made_safe(given: str, safe: str) -> None:
    assert safe_name(given, "application/pdf", 1) == safe


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("x-unknown", "utf-8"),
        ("us-ascii", "utf-8"),
        ("utf-16", "utf-16"),
        ("base64", "utf-8"),
    ],
)
def test_declared_charset_first_then_what_the_octets_are(charset: str, encoding: str) -> None:
    head = f"{HEAD}Content-Type: text/plain; charset={charset}\r\n\r\n".encode()
    assert parse_mail(RawDelivery(head + "मेरा पार्सल कहाँ है".encode(encoding))).text == "मेरा पार्सल कहाँ है"


@pytest.mark.parametrize(
    ("header", "rule"),
    [
        ("Auto-Submitted: auto-replied", "auto-submitted"),
        ("Auto-Submitted: no", ""),
        ("Precedence: bulk", "precedence"),
        ("List-Unsubscribe: <https://x.example>", "list"),
        ("X-Autoreply: yes", "auto-reply-header"),
        ("Return-Path: <>", "null-return-path"),
        ("Content-Type: multipart/report; report-type=delivery-status; boundary=b", "report"),
        ("X-Ordinary: yes", ""),
    ],
)
def test_automatic_mail_is_told_by_the_name_of_a_rule(header: str, rule: str) -> None:
    assert parse_mail(raw(f"{HEAD}{header}\n\nI am away")).automatic_rule == rule


def test_null_return_path_of_the_envelope_means_a_machine() -> None:
    assert parse_mail(RawDelivery(raw(f"{HEAD}\nhi").body, mail_from="")).automatic_rule == "null-return-path"
    assert not parse_mail(RawDelivery(raw(f"{HEAD}\nhi").body)).is_automatic


def test_wish_for_no_automatic_answer_does_not_make_a_machine() -> None:
    message = parse_mail(raw(f"{HEAD}X-Auto-Response-Suppress: OOF\n\nhi"))
    assert message.refuses_auto_answer
    assert not message.is_automatic


def test_trace_headers_do_not_change_the_fingerprint() -> None:
    plain = raw(f"{HEAD}Subject: x\n\nhi\n")
    traced = raw(f"Received: by b\nReturn-Path: <u@x.in>\nDKIM-Signature: z\n{HEAD}Subject:  x\n\nhi\n\n")
    other = raw(f"{HEAD}Subject: x\n\nhi there\n")
    prints = [parse_mail(each).fingerprint for each in (plain, traced, other)]
    assert prints[0] == prints[1] != prints[2]


def test_token_is_found_in_the_envelope_the_headers_and_the_chain() -> None:
    address = tokens.reply_address(CONVERSATION, "usha@example.in", base="shop@paanch.example", keys=KEYS)
    name = tokens.new_message_id(
        CONVERSATION, "usha@example.in", unique="1", domain="paanch.example", keys=KEYS
    )
    expected = (ThreadToken(CONVERSATION, is_senders=True),)
    body = raw(f"{HEAD}\nhi").body
    assert parse_mail(RawDelivery(body, recipients=(address,)), KEYS).thread_tokens == expected
    assert parse_mail(raw(f"{HEAD}Cc: {address}\n\nhi"), KEYS).thread_tokens == expected
    chained = parse_mail(raw(f"{HEAD}References: <a@b.in>\n <{name}>\n\nhi"), KEYS)
    assert chained.thread_tokens == expected
    assert chained.references == ("a@b.in", name)


def test_token_of_somebody_else_is_marked() -> None:
    address = tokens.reply_address(CONVERSATION, "rahul@example.in", base="shop@paanch.example", keys=KEYS)
    assert parse_mail(raw(f"{HEAD}Cc: {address}\n\nhi"), KEYS).thread_tokens == (
        ThreadToken(CONVERSATION, is_senders=False),
    )


def test_soft_line_breaks_are_joined() -> None:
    head = f"{HEAD}Content-Type: text/plain; format=flowed\n\n"
    assert (
        parse_mail(raw(f"{head}Where is \nmy parcel?\n> old \n> words")).text
        == "Where is my parcel?\n> old \n> words"
    )


def test_deep_nesting_is_cut_with_a_placeholder() -> None:
    mail = HEAD
    for depth in range(60):
        mail += f"Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n"
    message = parse_mail(raw(f"{mail}Content-Type: text/plain\n\ndeep"))
    assert message.unreadable
    assert "could not be read" in message.text


def test_mail_that_breaks_the_reader_is_shown_as_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(parse, "read_body", broken)
    message = parse_mail(raw(f"{HEAD}\nघर"))
    assert "could not be read" in message.text
    assert "घर" in message.text
    assert message.unreadable == ("message/rfc822",)


LINES = st.sampled_from(
    [
        b"Content-Type: multipart/mixed; boundary=b",
        b"Content-Type: multipart/alternative; boundary=b",
        b"Content-Type: text/html; charset=\xff",
        b"Content-Type: message/rfc822",
        b"Content-Transfer-Encoding: base64",
        b"Content-Transfer-Encoding: quoted-printable",
        b"Content-Disposition: attachment; filename*=x'y'%ff%zz",
        b"Content-Disposition: inline; filename*0*=a; filename*2*=b",
        b'From: =?utf-8?b?////?= <\xe0@\xff>, ((((("',
        b"Date: 99 Foo 99999 99:99:99 +9999",
        b"Message-ID: <<>",
        b"--b",
        b"--b--",
        b"",
        b"=?x?q?=",
        b"<html><blockquote>",
        b"> On 1:1 wrote:",
    ]
)


@settings(deadline=None)  # the first strange charset imports its reader
@given(st.lists(LINES | st.binary(max_size=60), max_size=30))
def test_any_octets_are_read_without_an_exception(lines: list[bytes]) -> None:
    message = parse_mail(RawDelivery(b"\r\n".join(lines)), KEYS)
    assert message.fingerprint
    assert "\x00" not in message.text


@pytest.mark.parametrize("unit", ["(", '"', "<", "=?utf-8?q?a", ",", "a@b ", "\\", "\n ("])
def test_long_header_is_read_in_time(unit: str) -> None:
    header = (unit * 80_000)[:80_000]
    with cpu_time() as spent:
        parse_mail(raw(f"From: {header}\nTo: {header}\nSubject: {header}\nReferences: {header}\n\nhi"))
    assert spent.seconds < 2


@pytest.mark.parametrize(
    "mail",
    [
        "Message-ID: <a\x00b@x>\n\nhi",
        "References: <a\x00b@x>\n\nhi",
        "Subject: =?unicode_escape?Q?=5Cud800=5Cu0000x?=\n\nhi",
        "Content-Type: text/plain; charset=utf-7\n\nhalf +2AA- a pair",
        "Content-Type: te\x00xt/x\n\nhi",
        "Content-Type: image/png\nContent-ID: <a\x00b>\n\nhi",
        "Content-Language: \x00\x00\n\nhi",
    ],
)
def test_nothing_that_a_database_refuses_comes_out(mail: str) -> None:
    assert is_storable(all_texts(parse_mail(raw(f"From: usha@example.in\n{mail}"))))


def all_texts(value: object) -> str:
    """Return every text inside a message, one after the other."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return "".join(all_texts(each) for each in value)
    if is_dataclass(value):
        return "".join(all_texts(getattr(value, field.name)) for field in fields(value))
    return ""


@pytest.mark.parametrize("date", ["Fri, 31 Dec 9999 23:59:59 -1200", "Mon, 1 Jan 0100 00:00:00 +1400"])
def test_a_date_at_the_end_of_time_is_none(date: str) -> None:
    assert parse_mail(raw(f"From: usha@example.in\nDate: {date}\n\nhi")).sent_at is None


@pytest.mark.parametrize("charset", ["punycode", "idna", "unicode_escape", "raw-unicode-escape", "undefined"])
def test_pythons_own_encodings_are_no_charsets_of_mail(charset: str) -> None:
    word = f"=?{charset}?Q?caf=5Cu0041-z9?="
    parsed = parse_mail(
        raw(f"From: usha@example.in\nSubject: {word}\nContent-Type: text/plain; charset={charset}\n\nabc-z9")
    )
    assert (parsed.subject, parsed.visible_text) == ("caf\\u0041-z9", "abc-z9")


def test_a_charset_that_takes_quadratic_time_is_not_tried() -> None:
    body = "bcd9" * 100_000
    with cpu_time() as spent:
        parse_mail(raw(f"From: usha@example.in\nContent-Type: text/plain; charset=punycode\n\n{body}"))
    assert spent.seconds < 5


@pytest.mark.parametrize(
    "header", ["Content-Type: text/plain; name", "Content-Disposition: attachment; filename"]
)
def test_parameters_without_end_are_read_in_no_time(header: str) -> None:
    endless = '\\";' * 60_000
    with cpu_time() as spent:
        parse_mail(raw(f'From: usha@example.in\n{header}="{endless}\n\nhi'))
    assert spent.seconds < 5


def test_a_name_in_many_pieces_is_whole() -> None:
    letters = "%E0%A4%95"
    pieces = f"\n  name*0*=UTF-8''{letters};" + "".join(f"\n  name*{n}*={letters};" for n in range(1, 41))
    parsed = parse_mail(raw(f"From: usha@example.in\nContent-Type: image/png;{pieces[:-1]}\n\nhi"))
    assert parsed.attachments[0].name.startswith("क" * 40)


def test_many_pages_are_put_into_words_to_the_length_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "MAX_HTML_CHARACTERS", 25)
    page = "--z\nContent-Type: text/html\n\n<b>one page</b>\n"
    parsed = parse_mail(raw(f"Content-Type: multipart/mixed; boundary=z\n\n{page * 3}--z--"))
    assert parsed.text == "one page\n\none pag"
    assert parsed.html.count("one page") == 3


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param(b"X-Note:\x0bX-Note: two\r\n\r\ninside\r\n", id="a header that looks like two"),
        pytest.param(
            b"Content-Type: multipart/mixed; boundary=z\x0b:\r\n\r\ninside \xa0\r\n",
            id="a header that Debian's Python folds into two, over raw octets",
        ),
    ],
)
def test_an_enclosed_mail_is_kept_whatever_its_headers_hold(inside: bytes) -> None:
    outside = (
        b"From: a@example.in\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nsee\r\n--b\r\n"
    )
    outside += b"Content-Type: message/rfc822\r\n\r\n" + inside + b"--b--\r\n"
    message = parse_mail(RawDelivery(outside, mail_from=""))
    assert message.unreadable == ()
    assert b"inside" in message.attachments[0].data
