"""The command line: help, options, and errors in words."""

from __future__ import annotations

import json
import os

import pytest

from saath.accounts.models import Person
from saath.cli import prepare, shop
from saath.cli.main import COMMANDS, run
from saath.tenancy.models import Domain, Store

OPTIONS = ["--name", "Paanch Takiye", "--owner-name", "Asha", "--owner-email", "asha@example.in"]
PASSWORD = ["--password", "a long enough pass"]
HOST = ["--host", "localhost:8000"]


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database is prepared; the terminal speaks English and nobody sits at it."""
    monkeypatch.setattr(shop, "prepare", lambda: None)
    monkeypatch.setenv("SAATH_LANGUAGE", "en")
    monkeypatch.setenv("SAATH_DATA", os.environ["SAATH_DATA"])


def test_help_lists_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(
        words in shown for words in (COMMANDS["serve"].split()[0], "serve", "worker", "intake", "shop")
    )


def test_unknown_command_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fly"]) == 2
    assert "fly" in capsys.readouterr().err


@pytest.mark.parametrize("line", [["--data", "/x", "--help"], ["--help", "--data=/x"]])
def test_data_may_stand_anywhere(line: list[str]) -> None:
    assert run(line) == 0
    assert os.environ["SAATH_DATA"] == "/x"


def test_data_without_a_folder_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "--data"]) == 2
    assert "--data needs a folder" in capsys.readouterr().err


@pytest.mark.django_db
def test_shop_is_opened_without_questions(capsys: pytest.CaptureFixture[str]) -> None:
    mailbox = ["--mailbox", "help@example.in"]
    assert run(["shop", "create", *OPTIONS, *PASSWORD, *HOST, *mailbox]) == 0
    assert "http://localhost:8000/" in capsys.readouterr().out
    assert Store.objects.get().name == "Paanch Takiye"
    assert Person.objects.get().check_password("a long enough pass")
    hosts = dict(Domain.objects.values_list("purpose", "host"))
    assert hosts == {"staff": "localhost:8000", "shopper": "127.0.0.1:8001", "content": "127.0.0.1:8002"}


@pytest.mark.django_db
def test_missing_option_is_named_when_nobody_can_be_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["shop", "create", "--name", "X"]) == 2
    assert "--owner-email is missing" in capsys.readouterr().err
    assert not Store.objects.exists()


@pytest.mark.django_db
def test_weak_password_is_refused_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["shop", "create", *OPTIONS, "--password", "12345", *HOST]) == 1
    assert "Nothing was changed." in capsys.readouterr().err
    assert not Store.objects.exists()


@pytest.mark.django_db
def test_desk_under_the_name_of_the_other_pages_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    hosts = ["--host", "localhost:8000", "--shopper-host", "localhost:8001"]
    assert run(["shop", "create", *OPTIONS, *PASSWORD, *hosts, "--mailbox", ""]) == 1
    assert "name of its own" in capsys.readouterr().err
    assert not Store.objects.exists()


@pytest.mark.django_db
def test_ledger_of_a_new_shop_is_empty(capsys: pytest.CaptureFixture[str]) -> None:
    run(["shop", "create", *OPTIONS, *PASSWORD, *HOST])
    capsys.readouterr()
    assert run(["intake", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert set(figures["paanch-takiye"].values()) == {0}
    assert run(["intake"]) == 0
    assert "missing" in capsys.readouterr().out


@pytest.mark.django_db
def test_retry_of_an_unknown_thing_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["intake", "retry", "01a201e8-8ef6-72c5-8bbc-bf3ef1b89a94"]) == 1
    assert "could not find" in capsys.readouterr().err


@pytest.mark.django_db(transaction=True)
def test_preparing_again_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    monkeypatch.setattr(prepare, "call_command", lambda name, **_: called.append(name))
    monkeypatch.setattr("saath.operations.static_files.collect", lambda: None)
    prepare.prepare()
    assert called == []
