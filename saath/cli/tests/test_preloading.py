"""What `saath serve` loads before it forks: much of it is shared, and what few need is not there."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings

# Each is needed by few requests or jobs, and costs every start its time and every installation its memory.
ONLY_WHEN_NEEDED = (
    "PIL", "argon2", "charset_normalizer", "dkim", "dns", "httpx", "imapclient", "puremagic", "qrcode", "holidays",
    "babel.messages", "django.test", "saath.demo.enclosures", "saath.ui.catalogues", "saath.operations.archive",
    "saath.operations.diagnosis",
)  # fmt: skip
# Each would otherwise be loaded anew by every process.
SHARED = (
    "saath.desk.views", "saath.channels.email.adapter", "saath.accounts.adapter",
    "uvicorn.protocols.http.httptools_impl", "uvicorn.loops.asyncio",
)  # fmt: skip

START = """
import sys
from saath.cli.loading import load_django
load_django()
from saath.cli import serve
serve.preload_pages()
print(*sys.modules)
"""


def loaded_at_start() -> set[str]:
    """Return the modules of a process that is about to fork."""
    told = subprocess.run(
        [sys.executable, "-c", START],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": "", "DATABASE_OWNER_URL": ""},
        check=True,
        capture_output=True,
        text=True,
    )
    return set(told.stdout.split())


@pytest.mark.one_engine
def test_a_start_loads_what_all_processes_share_and_leaves_out_what_few_need() -> None:
    loaded = loaded_at_start()
    assert [name for name in (*ONLY_WHEN_NEEDED, "psycopg") if name in loaded] == []
    assert [name for name in SHARED if name not in loaded] == []
