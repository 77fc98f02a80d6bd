"""A process for pages is killed again and again while a chat goes on: nothing is lost, doubled or out of its order."""

from __future__ import annotations

import random
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installation import Installation, Program, end, wait_until
from tests.kill.clerk import Clerk
from tests.kill.conftest import Shop, a_shop
from tests.kill.facts import Facts
from tests.kill.inside import in_shop
from tests.kill.visitors import Visitor
from tests.plugin import ENGINE

WORKERS = 1 if ENGINE == "sqlite" else 3
VISITORS = 5
STRIKES = 4
OF_A_STRIKE = 3
MESSAGES = STRIKES * OF_A_STRIKE
# Each strikes once, in whichever process comes to it.
FAULTS = "post_before_commit:4,post_after_commit:9,reply_before_commit:3,reply_after_commit:7"
SWITCH_ON = """
from saath.chats.actions.settings import switch_chat
switch_chat(ACTOR, is_on=True)
"""


@pytest.fixture
def shop(folder: Path) -> Iterator[Shop]:
    """Return a shop whose strikes are remembered over all processes."""
    (folder / "struck").mkdir()
    with a_shop(folder, lease_seconds="3", faults_once=str(folder / "struck")) as shop:
        yield shop


def for_pages(program: Program) -> list[int]:
    """Return the processes for pages: the worker stands ten steps behind them (ADR 0017)."""
    return [pid for pid in program.children() if _niceness(pid) == 0]


def _niceness(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[16])


def answer_all(clerk: Clerk, conversations: dict[int, str], rounds: threading.Semaphore) -> None:
    """Answer every visitor again and again, so many times each as they write."""
    for number in range(MESSAGES):
        rounds.acquire()
        for visitor, conversation in conversations.items():
            clerk.answer(conversation, f"Answer {number} to {visitor}")


def storm(
    installation: Installation, program: Program, visitors: list[Visitor], rounds: threading.Semaphore
) -> int:
    """Let through a share of all words at each strike, and kill a process for pages among them; return how many died."""
    chance, killed = random.Random(7), 0
    for _strike in range(STRIKES):
        for each in visitors:
            each.permits.release(OF_A_STRIKE)
        rounds.release(OF_A_STRIKE)
        visitors[0].stop.wait(chance.uniform(0.2, 1.5))
        for pid in chance.sample(found := for_pages(program), k=min(1, len(found))):
            end(pid, signal.SIGKILL)
            killed += 1
        wait_until(lambda: len(for_pages(program)) == WORKERS, "all processes are there again", seconds=120)
        wait_until(installation.answers, "pages are answered again", seconds=120)
    return killed


def check(visitors: list[Visitor], facts: Facts) -> None:
    """What each visitor sees is what both sides said, once and in its order, and their stream told of each answer once."""
    for each in visitors:
        said = each.said()
        asked = [text for by, text, _id in said if by == "you"]
        answers = [(text, message) for by, text, message in said if by == "shop"]
        assert asked == ["Namaste", *(f"Word {number} of {each.number}" for number in range(MESSAGES))]
        assert [text for text, _id in answers] == [
            f"Answer {number} to {each.number}" for number in range(MESSAGES)
        ]
        told = [message for message in each.heard if message in {message for _text, message in answers}]
        assert told == [message for _text, message in answers]
        assert len(set(each.heard)) == len(each.heard) == len(said) - 1  # the first came before the stream
        assert each.resets == 0
    states = [state for state, _key in facts.deliveries()]
    assert states == ["sent"] * (VISITORS * MESSAGES)
    posted = facts.count("SELECT count(*) FROM conversations_intakeitem WHERE source = 'chat'")
    assert posted == VISITORS * (MESSAGES + 1)
    assert facts.is_whole()


def hands(
    visitors: list[Visitor], clerk: Clerk, conversations: dict[int, str], rounds: threading.Semaphore
) -> list[threading.Thread]:
    """Return a thread for each who writes: the visitors, and the colleague who answers them all."""
    words = {each.number: [f"Word {n} of {each.number}" for n in range(MESSAGES)] for each in visitors}
    writing = [threading.Thread(target=each.write, args=(words[each.number],)) for each in visitors]
    return [*writing, threading.Thread(target=answer_all, args=(clerk, conversations, rounds))]


def report(visitors: list[Visitor], clerk: Clerk, killed: int, struck: int) -> str:
    """Return the figures in one line."""
    tries, lines = sum(each.tries for each in visitors), sum(each.lines for each in visitors)
    return (
        f"\n{ENGINE}: {VISITORS * (MESSAGES + 1)} messages in {tries} posts, {VISITORS * MESSAGES} answers in "
        f"{clerk.tries} requests, {killed} kills and {struck} named; {lines} lines of {VISITORS} streams"
    )


@pytest.mark.kill
@pytest.mark.timeout(600)
def test_a_chat_goes_on_whole_while_processes_for_pages_are_killed(shop: Shop) -> None:
    installation, facts = shop
    in_shop(installation, SWITCH_ON)
    program = installation.serve("--workers", str(WORKERS), faults=FAULTS)
    stop, rounds = threading.Event(), threading.Semaphore(0)
    visitors = [Visitor(n, f"http://127.0.0.1:{installation.port + 1}", stop) for n in range(VISITORS)]
    clerk = Clerk(installation.url, 0, threading.Semaphore(0), stop)
    threads: list[threading.Thread] = []
    try:
        installation.wait_until_ready(program)
        for each in visitors:
            each.begin()
            each.permits.release()
            each.write(["Namaste"])
        clerk.sign_in()
        conversations = {each.number: each.conversation_id() for each in visitors}
        watching = [threading.Thread(target=each.watch, name="watches") for each in visitors]
        threads += watching
        for thread in watching:
            thread.start()
        wait_until(lambda: all(each.lines for each in visitors), "all watch")
        writing = hands(visitors, clerk, conversations, rounds)
        threads += writing
        for thread in writing:
            thread.start()
        killed = storm(installation, program, visitors, rounds)
        wait_until(lambda: not any(each.is_alive() for each in writing), "all was said", seconds=240)
        wait_until(
            lambda: all(len(each.heard) >= 2 * MESSAGES for each in visitors), "all was told", seconds=60
        )
        check(visitors, facts)
    finally:
        stop.set()
        program.stop()
        for thread in threads:
            thread.join(60)
        for each in visitors:
            each.close()
        clerk.close()
    struck = {each.name for each in (installation.folder / "struck").iterdir()}
    assert struck == {strike.partition(":")[0] for strike in FAULTS.split(",")}
    print(report(visitors, clerk, killed, len(struck)))
