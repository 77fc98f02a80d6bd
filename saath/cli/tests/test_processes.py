"""What the processes of a running Saath do to each other."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from django.db import connection
from pytest_django import Settings

from saath.conversations.actions.reply import reply
from saath.conversations.models import Delivery
from saath.conversations.tests.builders import arrive, mail, make_desk, only_conversation
from saath.jobs.tests.processes import wait_until
from saath.tenancy.scope import store_scope

WORKER = """
import sys
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
import django
django.setup()
from saath.cli.processes import run_worker
run_worker(smtp=None)
"""
BUSY = "while True: pass"


@contextmanager
def running(*arguments: str, processor: int) -> Iterator[subprocess.Popen[bytes]]:
    """A Python process that has one processor only, until the block ends."""
    process = subprocess.Popen([sys.executable, "-c", *arguments], stderr=subprocess.DEVNULL)
    os.sched_setaffinity(process.pid, {processor})
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.mark.django_db(transaction=True)
def test_answers_leave_from_behind_pages_that_take_all_they_get(settings: Settings) -> None:
    settings.UNDO_SECONDS = 0
    desk = make_desk()
    arrive(mail())
    with store_scope(desk.store_id), ExitStack() as beside:
        for number in range(3):
            reply(desk.actor, only_conversation(), text="It comes on Friday.", client_key=f"k{number}")
        processor = min(os.sched_getaffinity(0))
        beside.enter_context(running(BUSY, processor=processor))
        beside.enter_context(running(WORKER, str(connection.settings_dict["NAME"]), processor=processor))
        wait_until(lambda: Delivery.objects.filter(state=Delivery.State.SENT).count() == 3)
