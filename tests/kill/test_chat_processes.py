"""A chat goes on where visitor, colleague and the one who takes over are each served by a process of their own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.installation import Installation, wait_until
from tests.kill.clerk import Clerk
from tests.kill.conftest import Shop, a_shop
from tests.kill.inside import in_shop
from tests.kill.visitors import Visitor
from tests.plugin import ENGINE

WORKERS = 1 if ENGINE == "sqlite" else 3
MOST_TRIES = 10
AT_ONCE = 1 if ENGINE == "sqlite" else 12
SWITCH_ON = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from saath.chats.actions.settings import switch_chat
from saath.stores.tests.builders import make_member, make_person
from saath.stores.models import Member
from saath.stores.rules import Role
from types import SimpleNamespace
switch_chat(ACTOR, is_on=True)
owner = Member.objects.select_related("person", "store").get()
farida = make_member(SimpleNamespace(store=owner.store), make_person("farida@paanch.test", "Farida"), Role.MEMBER)
for member in (owner, farida):
    session = SessionStore()
    session[SESSION_KEY] = str(member.person_id)
    session[BACKEND_SESSION_KEY] = "saath.accounts.backends.AddressBackend"
    session[HASH_SESSION_KEY] = member.person.get_session_auth_hash()
    session.save()
    print(session.session_key, member.public_id)
"""


@pytest.fixture
def shop(folder: Path) -> Iterator[Shop]:
    with a_shop(folder) as shop:
        yield shop


def a_clerk(installation: Installation, session: str, open_lines: ExitStack, *, beside: set[int]) -> Clerk:
    """Return a colleague whom another process answers than those; the only one there is on SQLite."""
    for _try in range(MOST_TRIES):
        for clerk in some_clerks(installation, session, open_lines):
            if WORKERS == 1 or clerk.process not in beside:
                return clerk
    raise AssertionError(f"every line came to one of {beside}")


def some_clerks(installation: Installation, session: str, open_lines: ExitStack) -> list[Clerk]:
    """Let one colleague come in over many lines at once: what comes singly is taken by whichever process slept last."""
    clerks = [
        Clerk(installation.url, 0, threading.Semaphore(0), threading.Event()) for _line in range(AT_ONCE)
    ]
    for clerk in clerks:
        open_lines.callback(clerk.close)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda clerk: clerk.enter(session), clerks))
    return clerks


@pytest.mark.kill
@pytest.mark.timeout(300)
def test_visitor_colleague_and_successor_on_processes_of_their_own(shop: Shop) -> None:
    installation, _facts = shop
    owners, faridas = in_shop(installation, SWITCH_ON).split("\n")[:2]
    stop = threading.Event()
    with ExitStack() as open_lines, installation.serving(workers=WORKERS):
        visitor = Visitor(0, f"http://127.0.0.1:{installation.port + 1}", stop)
        open_lines.callback(visitor.close)
        visitor.begin()
        visitor.permits.release(2)
        visitor.write(["Namaste"])
        watching = threading.Thread(target=visitor.watch)
        watching.start()
        open_lines.callback(watching.join)
        open_lines.callback(stop.set)
        wait_until(lambda: visitor.process, "the visitor watches")
        conversation = visitor.conversation_id()

        meera = a_clerk(installation, owners.split()[0], open_lines, beside={visitor.process})
        assert "Namaste" in meera.read(f"/desk/now/{conversation}/")
        meera.answer(conversation, "It leaves today")
        wait_until(lambda: len(visitor.heard) == 1, "the answer is told")

        form = {"to": faridas.split()[1], "reason": "language", "summary": "Ask about the colour"}
        meera.do(conversation, "hand-over", form)
        visitor.write(["Is it blue?"])
        farida = a_clerk(
            installation, faridas.split()[0], open_lines, beside={visitor.process, meera.process}
        )
        page = farida.read(f"/desk/now/{conversation}/")
        assert "Is it blue?" in page
        assert "Ask about the colour" in page
        farida.answer(conversation, "It is blue")
        wait_until(lambda: len(visitor.heard) == 3, "the successor's answer is told")

        assert [(by, text) for by, text, _id in visitor.said()] == [
            ("you", "Namaste"),
            ("shop", "It leaves today"),
            ("you", "Is it blue?"),
            ("shop", "It is blue"),
        ]
        assert set(visitor.kinds) <= {"chat.said", "chat.read"}
