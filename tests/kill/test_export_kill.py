"""An export of everything that is killed again and again goes on where it was, and is whole in the end."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.installation import Installation
from tests.kill.conftest import Shop, a_shop
from tests.plugin import ENGINE

STRIKES = ("export_read:1", "export_kept:1", "export_kept:1")
# Each is larger than what is packed between two places to go on from.
FILES, MIBIBYTES = 4, 33
BEGIN = f"""
import os
from saath.files.actions import store_file
from saath.exports.actions.export import run_export
from saath.files.models import StoredFile
with store_scope(store.pk):
    for number in range({FILES}):
        octets = os.urandom(1 << 20) * {MIBIBYTES}
        store_file(ACTOR, name=f"{{number}}.bin", data=octets, kind=StoredFile.Kind.ATTACHMENT)
    run_export(ACTOR)
"""
WORK = """
import threading
import time
from saath.exports.models import ExportRun
from saath.files import storage
from saath.jobs.worker import Worker
# A worker as it serves: it takes over what one that died had begun, once its lease is over.
stopped = threading.Event()
threading.Thread(target=Worker(threads=1, lease_seconds=2).run, args=(stopped,)).start()
ends = time.monotonic() + 60
while time.monotonic() < ends:
    with store_scope(store.pk):
        run = ExportRun.objects.select_related("file").get()
        if not run.is_busy:
            print(run.state, run.file and storage._place_of(run.file.sha256), flush=True)
            break
    time.sleep(0.2)
stopped.set()
"""
HEAD = """
import django
django.setup()
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope
ACTOR, store = Actor.system("a test"), Store.objects.get()
"""


@pytest.fixture
def shop(folder: Path) -> Iterator[Shop]:
    with a_shop(folder, lease_seconds="5") as shop:
        yield shop


def does(installation: Installation, what: str, strike: str = "") -> subprocess.CompletedProcess[str]:
    """Run Python in an installation, killed at a point where one is named."""
    environment = installation.environment | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    environment |= {"SAATH_FAULTS": strike} if strike else {}
    command = [sys.executable, "-c", HEAD + what]
    return subprocess.run(
        command,
        env=environment,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )


@pytest.mark.kill
@pytest.mark.timeout(900)
def test_an_export_that_is_killed_again_and_again_is_whole(shop: Shop) -> None:
    installation, _facts = shop
    begun = does(installation, BEGIN)
    assert begun.returncode == 0, begun.stderr
    struck = [does(installation, WORK, strike).returncode == -signal.SIGKILL for strike in STRIKES]
    assert struck[0], "it was killed when all was read"
    assert sum(struck) >= 2, struck
    ended = does(installation, WORK)
    [path] = [line.split()[1] for line in ended.stdout.splitlines() if line.startswith("done ")]
    with ZipFile(path) as archive:
        names = archive.namelist()
        assert len(names) == len({*names})
        assert archive.testzip() is None
        files = [name for name in names if name.startswith("files/") and len(name) > 60]
        assert len(files) >= FILES
        assert all(hashlib.sha256(archive.read(name)).hexdigest() in name for name in files)
        assert json.loads(archive.read("manifest.json"))
    print(f"\n{ENGINE}: whole after {sum(struck)} kills")
