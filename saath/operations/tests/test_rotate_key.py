"""The key of stored secrets changes while processes serve, and a killed change goes on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from saath.operations.tests.installations import ROOT, Installation, succeeded

KILLED = -9
STORE = """
import django; django.setup()
from allauth.mfa.models import Authenticator
from saath.accounts.models import Person
from saath.core.secrets import encrypt
person = Person.objects.get()
for kind, name in ((Authenticator.Type.TOTP, "secret"), (Authenticator.Type.RECOVERY_CODES, "seed")):
    Authenticator.objects.create(user=person, type=kind, data={name: encrypt(name)})
"""
SERVE = """
import sys
import django; django.setup()
from allauth.mfa.models import Authenticator
from saath.core.secrets import decrypt, encrypt
for line in sys.stdin:
    for factor in Authenticator.objects.order_by("pk"):
        [(name, stored)] = factor.data.items()
        if line.strip() == "write":
            factor.data = {name: encrypt(name)}
            factor.save()
        print(decrypt(stored).reveal(), flush=True)
"""


class Server:
    """A process that has the ring in memory and goes on using it, as a serving one does."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def does(self, what: str) -> list[str]:
        """Let it "read" every secret, or "write" each anew; return what it read."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{what}\n")
        self._process.stdin.flush()
        return [self._process.stdout.readline().strip() for _ in range(2)]


@pytest.fixture
def server(installation: Installation) -> Iterator[Server]:
    """A running process of an installation that has two secrets."""
    succeeded(installation.python(STORE))
    command = [sys.executable, "-c", SERVE]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=ROOT, env=installation.environment, stdin=pipe, stdout=pipe, text=True
    ) as process:
        yield Server(process)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(20) == 0


@pytest.fixture
def keys(installation: Installation) -> Path:
    """The file with the keys."""
    return installation.folder / "keys"


def test_a_serving_process_reads_and_writes_all_the_way_through(
    installation: Installation, server: Server, keys: Path
) -> None:
    assert server.does("read") == ["secret", "seed"]
    [old] = keys.read_text().split()
    succeeded(installation.saath("rotate-key", "--add-only"))
    assert server.does("write") == ["secret", "seed"]
    told = succeeded(installation.saath("rotate-key", "--wait", "0"))
    assert "going on with it" in told
    assert "2  second steps" in told
    assert server.does("read") == ["secret", "seed"]
    assert server.does("write") == ["secret", "seed"]
    [new] = keys.read_text().split()
    assert new != old
    assert keys.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("point", ["key_added", "secrets_reencrypted"])
def test_a_killed_change_loses_nothing_and_goes_on(
    installation: Installation, server: Server, keys: Path, point: str
) -> None:
    [old] = keys.read_text().split()
    assert installation.saath("rotate-key", "--wait", "0", SAATH_FAULTS=point).returncode == KILLED
    new, kept = keys.read_text().split()
    assert kept == old
    assert server.does("read") == ["secret", "seed"]
    succeeded(installation.saath("rotate-key", "--wait", "0"))
    assert keys.read_text().split() == [new]
    assert server.does("read") == ["secret", "seed"]


def test_a_secret_that_no_key_opens_keeps_the_old_key(
    installation: Installation, server: Server, keys: Path
) -> None:
    ring = keys.read_text()
    keys.write_text("")
    keys.unlink()
    refused = installation.saath("rotate-key", "--wait", "0")
    assert refused.returncode == 1
    assert "cannot be read" in refused.stderr
    keys.write_text(ring)
    assert server.does("read") == ["secret", "seed"]
