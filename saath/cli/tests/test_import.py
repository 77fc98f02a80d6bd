"""Moving in by a command, on the machine itself."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest

from saath.cli.main import run
from saath.conversations.models import Conversation, Message
from saath.conversations.tests.builders import SHOP_ADDRESS, Desk, make_desk
from saath.imports.models import Piece
from saath.imports.tests.builders import lines_of, zendesk_ticket
from saath.imports.tests.test_mails import letters, mbox_of
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(import_module("saath.cli.import_"), "prepare", lambda: None)
    monkeypatch.setenv("SAATH_LANGUAGE", "en")
    return make_desk()


def figures(capsys: pytest.CaptureFixture[str], path: Path, *more: str, code: int = 0) -> dict[str, object]:
    capsys.readouterr()
    assert run(["import", str(path), "--shop", "paanch-takiye", "--json", *more]) == code
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return {name: value for name, value in found.items() if value}


def test_an_export_is_checked_then_comes_in_once(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "export.json"
    path.write_bytes(lines_of([zendesk_ticket(), zendesk_ticket(2, status="hold")]))
    looked = {"source": "zendesk", "state": "checked", "total": 2, "new": 2, "messages": 6}
    assert figures(capsys, path, "--dry-run") == looked
    with store_scope(desk.store_id):
        assert not Conversation.objects.exists()
    chosen = ("--agent", "9001=meera@example.com", "--status", "hold=out", "--mailbox", SHOP_ADDRESS)
    assert figures(capsys, path, *chosen) == {
        "source": "zendesk", "state": "done", "total": 2, "new": 1, "out": 1, "messages": 3,
    }  # fmt: skip
    assert figures(capsys, path)["same"] == 1
    with store_scope(desk.store_id):
        assert Message.objects.filter(author=desk.member).count() == 2
        assert not Piece.objects.exclude(bringing__state="checked").exists()


def test_mails_are_read_at_once(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "All.mbox"
    path.write_bytes(mbox_of(letters()))
    found = figures(capsys, path)
    assert (found["new"], found["fates"]) == (2, {"accepted": 2})


def test_wrong_usage_is_said(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    path.write_bytes(lines_of([zendesk_ticket()]))
    assert run(["import", str(path), "--shop", "paanch-takiye", "--status", "closed=gone"]) == 2
    assert run(["import", str(path), "--shop", "paanch-takiye", "--agent", "9001=nobody@x.example"]) == 2
    path.write_bytes(b"{}")
    assert run(["import", str(path), "--shop", "paanch-takiye"]) == 1
