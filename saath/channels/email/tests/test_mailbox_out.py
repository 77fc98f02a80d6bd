from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from saath.channels.email.mailbox_out import list_mails, put_mail, read_mail

MAIL = "From: Meera <shop@paanch.example>\r\nTo: u@x.in\r\nSubject: =?utf-8?q?=E0=AA=95?=\r\nMessage-ID: <{}@p>\r\n\r\nhi"


def test_mails_are_listed_newest_first_and_read_whole(tmp_path: Path) -> None:
    box = tmp_path / "box"
    for day in (21, 22):
        put_mail(box, MAIL.format(day).encode(), now=datetime(2026, 11, day, tzinfo=UTC))
    newest, oldest = list_mails(box)
    assert (newest.message_id, oldest.message_id) == ("22@p", "21@p")
    assert newest.sent_at == datetime(2026, 11, 22, tzinfo=UTC)
    assert newest.subject == "ક"
    assert [each.address for each in newest.to] == ["u@x.in"]
    assert read_mail(box, newest.key) == MAIL.format(22).encode()
    assert len(list_mails(box, limit=1)) == 1


def test_box_that_was_never_used_is_empty(tmp_path: Path) -> None:
    assert list_mails(tmp_path / "none") == []


@pytest.mark.parametrize("key", ["", "..", "../secret", "20261122T000000000000-" + "0" * 32])
def test_key_that_names_no_mail_is_refused(tmp_path: Path, key: str) -> None:
    (tmp_path / "secret.eml").write_bytes(b"x")
    with pytest.raises(KeyError):
        read_mail(tmp_path, key)
