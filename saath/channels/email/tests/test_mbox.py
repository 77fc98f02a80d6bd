"""The four kinds of mbox, and files that are a little of each."""

from __future__ import annotations

import gzip
import tracemalloc
from io import BytesIO
from pathlib import Path

import pytest

from saath.channels.email.mail_files import StoredMail, Unread, find_mails, octets_below
from saath.channels.email.mbox import read_mbox

POSTMARK = b"From asha@example.in Tue Mar  5 09:30:00 2024\n"
HEAD = b"From: asha@example.in\nSubject: One\n"


def bodies(octets: bytes, max_bytes: int = 1_000_000) -> list[bytes]:
    return [
        mail.octets.read().partition(b"\n\n")[2] for mail in read_mbox(BytesIO(octets), max_bytes=max_bytes)
    ]


def filed(*mails: bytes) -> bytes:
    return b"".join(POSTMARK + mail + b"\n" for mail in mails)


def stated(body: bytes) -> bytes:
    return HEAD + b"Content-Length: %d\n\n" % len(body) + body


def test_mboxo_takes_the_mark_off_again() -> None:
    assert bodies(filed(HEAD + b"\nHello\n>From us\n", HEAD + b"\nTwo\n")) == [b"Hello\nFrom us\n", b"Two\n"]


def test_mboxrd_takes_one_mark_off() -> None:
    assert bodies(filed(HEAD + b"\nHello\n>>From us\n>>>From them\n")) == [b"Hello\n>From us\n>>From them\n"]


def test_a_quotation_keeps_its_marks() -> None:
    assert bodies(filed(HEAD + b"\n>Hello\n>From us\n")) == [b">Hello\n>From us\n"]


def test_mboxcl_knows_the_end_by_the_length_and_takes_marks_off() -> None:
    assert bodies(filed(stated(b"Hello\n>From us\n"), stated(b"Two\n"))) == [b"Hello\nFrom us\n", b"Two\n"]


def test_mboxcl2_leaves_every_line_as_it_is() -> None:
    body = b"Look:\n\n" + POSTMARK + b"Subject: quoted\n\n>From here\n"
    assert bodies(filed(stated(body), stated(b"Two\n"))) == [body, b"Two\n"]


@pytest.mark.parametrize("length", [b"3", b"99999", b"0", b"12 or so"])
def test_a_wrong_length_is_not_believed(length: bytes) -> None:
    lying = HEAD + b"Content-Length: " + length + b"\n\nHello\n>From us\n"
    assert bodies(filed(*[lying] * 9)) == [b"Hello\nFrom us\n"] * 9


@pytest.mark.parametrize(
    "postmark",
    [
        b"From - Tue Mar 05 09:30:00 2024\n",
        b"From 1792@xxx Tue Mar 05 09:30:00 +0000 2024\n",
        b"From asha@example.in Tue Mar  5 09:30 IST 2024\r\n",
        b'From "a b"@example.in  Tue, 5 Mar 2024 09:30:00 +0530\n',
    ],
)
def test_a_postmark_is_known_as_programs_write_it(postmark: bytes) -> None:
    mail = postmark + HEAD + b"\nHello\n\n"
    assert bodies(mail + mail) == [b"Hello\n"] * 2


@pytest.mark.parametrize("line", [b"From us with love\n", b"From 09:30 to 2024\n", b"From: x 09:30 2024\n"])
def test_a_line_that_only_looks_like_a_postmark_stays_in_the_mail(line: bytes) -> None:
    body = b"Hello\n\n" + line + b"goodbye\n"
    assert bodies(filed(HEAD + b"\n" + body)) == [body]


def test_a_mail_keeps_its_own_blank_lines_and_line_ends() -> None:
    assert bodies(POSTMARK + b"Subject: x\n\nHello\n\n\n\n" + POSTMARK + b"Subject: y\n\nbye") == [
        b"Hello\n\n\n",
        b"bye",
    ]


def test_of_a_mail_too_large_the_beginning_is_kept_and_its_size_known() -> None:
    mails = read_mbox(BytesIO(filed(HEAD + b"\n" + b"x" * 5000)), max_bytes=1000)
    mail = next(mails)
    assert len(mail.octets.read()) == 1001
    assert mail.size == len(HEAD) + 5002


def test_an_mbox_of_one_line_without_end_takes_no_room(tmp_path: Path) -> None:
    large = tmp_path / "large.mbox"
    with large.open("wb") as file:
        file.write(POSTMARK + HEAD + b"\n")
        for _ in range(40):
            file.write(b"x" * 1_000_000)
    tracemalloc.start()
    found = [mail.size for mail in find_mails([large], max_bytes=50_000_000) if isinstance(mail, StoredMail)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found[0] > 40_000_000
    assert peak < 8_000_000


def read_all(*paths: Path) -> list[tuple[str, bytes]]:
    found = find_mails(paths, max_bytes=1_000_000)
    return sorted(
        (Path(mail.path).name, mail.octets.read()) for mail in found if isinstance(mail, StoredMail)
    )


def test_folders_of_any_mix_are_gone_through(tmp_path: Path) -> None:
    mail = HEAD + b"\nHello\n"
    for part in ("cur", "new", "tmp"):
        (tmp_path / "Maildir" / part).mkdir(parents=True)
    (tmp_path / "Maildir" / "cur" / "1.host:2,S").write_bytes(mail)
    (tmp_path / "Maildir" / "new" / "2.host").write_bytes(mail)
    (tmp_path / "Maildir" / "tmp" / "3.host").write_bytes(mail)
    (tmp_path / "Maildir" / "dovecot-uidlist").write_bytes(b"3 V1 N5\n")
    (tmp_path / "one.eml").write_bytes(mail)
    (tmp_path / "two.eml.gz").write_bytes(gzip.compress(mail))
    (tmp_path / "All.mbox.gz").write_bytes(gzip.compress(filed(mail, mail)))
    assert [name for name, _ in read_all(tmp_path)] == [
        "1.host:2,S", "2.host", "All.mbox.gz", "All.mbox.gz", "one.eml", "two.eml.gz",
    ]  # fmt: skip
    assert {octets for _, octets in read_all(tmp_path)} == {mail}
    others = [each for each in find_mails([tmp_path], max_bytes=1000) if isinstance(each, Unread)]
    assert [Path(other.path).name for other in others] == ["dovecot-uidlist"]


def test_a_mail_of_a_maildir_is_the_same_when_it_was_read_meanwhile(tmp_path: Path) -> None:
    for part in ("cur", "new"):
        (tmp_path / part).mkdir()
    (tmp_path / "new" / "1.host").write_bytes(HEAD + b"\nHello\n")
    before = [mail.place for mail in find_mails([tmp_path], max_bytes=1000) if isinstance(mail, StoredMail)]
    (tmp_path / "new" / "1.host").rename(tmp_path / "cur" / "1.host:2,RS")
    after = [mail.place for mail in find_mails([tmp_path], max_bytes=1000) if isinstance(mail, StoredMail)]
    assert before == after


def test_a_broken_file_gives_what_can_be_read_and_stops_nothing(tmp_path: Path) -> None:
    packed = gzip.compress(filed(*[HEAD + b"\n%d\n" % number * 200 for number in range(200)]), 1)
    (tmp_path / "a.mbox.gz").write_bytes(packed[:-20])
    (tmp_path / "b.eml").write_bytes(HEAD + b"\nHello\n")
    found = list(find_mails([tmp_path], max_bytes=1_000_000))
    assert len([each for each in found if isinstance(each, StoredMail)]) > 100
    assert [Path(each.path).name for each in found if isinstance(each, Unread) and each.reason] == [
        "a.mbox.gz"
    ]


def test_the_way_adds_up_to_the_octets_on_disk(tmp_path: Path) -> None:
    (tmp_path / "a.mbox").write_bytes(filed(HEAD + b"\nHello\n", HEAD + b"\nTwo\n"))
    (tmp_path / "b.eml.gz").write_bytes(gzip.compress(HEAD + b"\nHello\n"))
    steps: list[int] = []
    list(find_mails([tmp_path], max_bytes=1000, advanced=steps.append))
    assert sum(steps) == octets_below([tmp_path])
