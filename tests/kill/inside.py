"""What a test does inside a shop without its pages, in a process of its own."""

from __future__ import annotations

import subprocess
import sys

from tests.installation import Installation

IN_THE_SHOP = """
import os, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope
ACTOR = Actor.system("a test")
with store_scope(Store.objects.get().pk):
    exec({script!r})
"""


def in_shop(installation: Installation, script: str) -> str:
    """Run a script in the scope of the shop, in a process of its own, and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", IN_THE_SHOP.format(script=script)],
        env=installation.environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout
