"""Bringing in the mails that a shop has already."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from saath.cli import mail as mail_command
from saath.cli.mail_summary import Summary
from saath.cli.main import run
from saath.cli.tests.mail_files import BEGAN, answer, letter, write_mbox
from saath.conversations.importing import Taken
from saath.conversations.models import Conversation, IntakeItem, Message
from saath.conversations.queries.find import find_conversations
from saath.conversations.queries.ledger import ledger_figures
from saath.conversations.tests.builders import SHOP_ADDRESS, Desk, make_desk, said, work
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(mail_command, "prepare", lambda: None)
    monkeypatch.setenv("SAATH_LANGUAGE", "en")
    return make_desk()


def bring_in(*paths: Path, more: tuple[str, ...] = ()) -> int:
    words = ["--shop", "paanch-takiye", "--mailbox", SHOP_ADDRESS, *more]
    return run(["mail", "import", *map(str, paths), *words])


def figures(capsys: pytest.CaptureFixture[str], *paths: Path, more: tuple[str, ...] = ()) -> dict[str, int]:
    capsys.readouterr()
    assert bring_in(*paths, more=("--json", *more)) == 0
    found: dict[str, int] = json.loads(capsys.readouterr().out)
    parts = ("accepted", "repeat", "ignored", "put_aside", "failed", "waiting", "older", "missing")
    assert found["dry_run"] or found["read"] == sum(found[part] for part in parts)
    return {name: count for name, count in found.items() if count}


def test_a_conversation_comes_in_as_history(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_mbox(
        tmp_path / "All.mbox", letter(1), answer(2, references=(1,)), letter(3, references=(1, 2))
    )
    assert figures(capsys, folder) == {"read": 3, "accepted": 3}
    with store_scope(desk.store_id):
        conversation = Conversation.objects.get()
        assert [way for way, _ in said(conversation)] == ["in", "out", "in"]
        assert (conversation.state, conversation.waiting_since) == (Conversation.State.SOLVED, None)
        assert [message.created_at for message in Message.objects.order_by("id")] == [
            BEGAN + timedelta(hours=hour) for hour in (1, 2, 3)
        ]
        assert find_conversations(desk.actor, "letter").rows
        assert not Event.objects.filter(kind__regex="^(message|reply|conversation)").exists()
        row = IntakeItem.objects.order_by("id")[1]
        assert row.envelope["path"] == str(folder)
        assert row.envelope["offset"] == folder.read_bytes().index(b"From ", 10)


def test_many_are_counted_in_lakhs() -> None:
    summary = Summary()
    summary.taken[Taken.ENTERED] = 123456
    assert summary.in_words().startswith("Mails read: 1,23,456\n")


def test_nothing_leaves_the_house(desk: Desk, tmp_path: Path) -> None:
    assert bring_in(write_mbox(tmp_path / "All.mbox", letter(1))) == 0
    with store_scope(desk.store_id):
        before = Message.objects.count()
        work()
        assert Message.objects.count() == before


def test_again_brings_nothing_twice(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_mbox(tmp_path / "All.mbox", letter(1), letter(2))
    bring_in(folder)
    assert figures(capsys, folder) == {"read": 2, "accepted": 2, "here_before": 2}
    write_mbox(folder, letter(2), letter(3))
    assert figures(capsys, folder) == {"read": 2, "accepted": 1, "repeat": 1}
    with store_scope(desk.store_id):
        assert Message.objects.count() == 3
        assert ledger_figures(TEST).missing == 0


def test_two_shelves_with_the_same_mail_make_one_message(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "one.eml").write_bytes(letter(1).as_bytes())
    write_mbox(tmp_path / "Archive", letter(1))
    assert figures(capsys, tmp_path) == {"read": 2, "accepted": 1, "repeat": 1}


def test_since_leaves_out_what_is_older(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_mbox(tmp_path / "All.mbox", letter(1), letter(24))
    assert figures(capsys, folder, more=("--since", "2024-03-06")) == {"read": 2, "accepted": 1, "older": 1}


def test_a_dry_run_only_counts(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_mbox(tmp_path / "All.mbox", letter(1), letter(24))
    found = figures(capsys, folder, more=("--since", "2024-03-06", "--dry-run"))
    assert found == {"read": 2, "older": 1, "dry_run": True}
    with store_scope(desk.store_id):
        assert not IntakeItem.objects.exists()


def test_one_bad_mail_stops_nothing(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], settings: object
) -> None:
    settings.MAX_MAIL_BYTES = 20_000  # type: ignore[attr-defined]
    (tmp_path / "bad.eml").write_bytes(bytes(range(256)) + b"\n\n" + bytes(range(256)) * 9)
    (tmp_path / "empty.eml").write_bytes(b"")
    (tmp_path / "large.eml").write_bytes(letter(1, text="line\n" * 9000).as_bytes())
    (tmp_path / "good.eml").write_bytes(letter(2).as_bytes())
    (tmp_path / "notes.txt").write_bytes(b"buy cushions\n")
    found = figures(capsys, tmp_path)
    assert (found["read"], found["put_aside"], found["files_without_mail"]) == (4, 1, 1)
    assert found["accepted"] + found.get("ignored", 0) == 3
    with store_scope(desk.store_id):
        aside = IntakeItem.objects.get(state=IntakeItem.State.QUARANTINED)
        assert (aside.rule, aside.arrived_at) == ("too-large", BEGAN + timedelta(hours=1))


def test_a_file_that_cannot_be_read_is_named_and_the_others_come_in(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.eml.gz").write_bytes(b"\x1f\x8b\x08nonsense")
    (tmp_path / "good.eml").write_bytes(letter(2).as_bytes())
    assert bring_in(tmp_path) == 1
    shown = capsys.readouterr().out
    assert "broken.eml.gz" in shown
    assert "1  accepted" in shown
    assert "0  missing" in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--shop", "elsewhere", "--mailbox", SHOP_ADDRESS], "paanch-takiye"),
        (["--shop", "paanch-takiye", "--mailbox", "nobody@paanch.test"], SHOP_ADDRESS),
    ],
)
def test_an_unknown_place_is_said_with_those_that_there_are(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert run(["mail", "import", str(tmp_path), *words]) == 1
    assert said in capsys.readouterr().err


def test_a_path_that_is_not_there_is_wrong_usage(desk: Desk) -> None:
    assert bring_in(Path("/nowhere/at/all")) == 2
