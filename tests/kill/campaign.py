"""Mails in and answers out while processes die, and what must be true afterwards."""

from __future__ import annotations

import json
import random
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from tests.installation import Installation, wait_until
from tests.kill.clerk import Clerk
from tests.kill.facts import Facts
from tests.kill.senders import Letter, Sender
from tests.kill.storm import Crew
from tests.post_office import PostOffice

POINTS = {
    "intake_before_commit": 3,
    "intake_before_250": 4,
    "after_claim": 5,
    "after_work": 6,
    "reading_before_commit": 2,
    "reading_after_commit": 3,
    "delivery_after_claim": 2,
    "during_data": 1,
    "before_250": 1,
    "after_send_before_record": 2,
    "reply_before_commit": 2,
    "reply_after_commit": 3,
}
SENDERS = 3
TURN_SECONDS = 0.25
SHOWN = "The line broke while it was being sent"
_WORD = re.compile(r"marigold\d{5}")


@dataclass(frozen=True)
class Plan:
    """How much of it; each strike at random lets through its share of the mails and answers."""

    letters: int
    replies: int
    strikes: int = 0
    seed: int = 1
    minutes: float = 2


class Campaign:
    """One run against one installation."""

    def __init__(self, plan: Plan, installation: Installation, facts: Facts, office: PostOffice) -> None:
        self.plan, self.installation, self.facts, self.office = plan, installation, facts, office
        self.letters = [Letter(number) for number in range(plan.letters)]
        self.crew = Crew(installation, tuple(f"{name}:{passing}" for name, passing in POINTS.items()))
        self._stop = threading.Event()
        self._mails, self._answers = threading.Semaphore(0), threading.Semaphore(0)
        self._began = time.monotonic()

    def run(self) -> None:
        """Send, answer and kill until all is handed over, then wait until all is done."""
        self.crew.start()
        self.clerk = Clerk(self.installation.url, self.plan.replies, self._answers, self._stop)
        hands = [*self._senders(), threading.Thread(target=self.clerk.run, name="clerk")]
        try:
            for hand in hands:
                hand.start()
            self._storm()
            self._until(lambda: not any(hand.is_alive() for hand in hands), "all was handed over")
            self._until(lambda: self.crew.points_struck == set(POINTS), "every point was struck")
            self._until(self.facts.is_quiet, "nothing is left to do")
            self._check()
        finally:
            self._stop.set()
            self._let_through(self.plan.letters, self.plan.replies)
            for hand in hands:
                hand.join()
            self.clerk.close()
            self.crew.stop()

    def _senders(self) -> list[threading.Thread]:
        ports = self.crew.smtp_ports
        shares = [self.letters[number::SENDERS] for number in range(SENDERS)]
        senders = [Sender(share, ports, self._mails, self._stop) for share in shares]
        return [threading.Thread(target=sender.run, name="sender") for sender in senders]

    def _storm(self) -> None:
        chance, strikes = random.Random(self.plan.seed), self.plan.strikes
        if not strikes:
            self._let_through(self.plan.letters, self.plan.replies)
        for _strike in range(strikes):
            self._let_through(-(-self.plan.letters // strikes), -(-self.plan.replies // strikes))
            self.crew.wait_until_at_work()
            self._stop.wait(chance.uniform(0, 2))
            self.crew.strike(chance)
            self.crew.keep_up()

    def _let_through(self, mails: int, answers: int) -> None:
        self._mails.release(mails)
        self._answers.release(answers)

    def _until(self, condition: object, what: str) -> None:
        assert callable(condition)

        def holds() -> bool:
            self.crew.keep_up()
            self._stop.wait(TURN_SECONDS)
            return bool(condition())

        wait_until(holds, what, seconds=self.plan.minutes * 60)

    def _check(self) -> None:
        self._check_letters()
        self._check_answers()
        self._check_ledger()
        self._check_search()
        assert self.facts.count("SELECT count(*) FROM jobs_job WHERE state = 'dead'") == 0
        assert self.facts.is_whole()

    def _check_letters(self) -> None:
        """Every mail whose 250 was seen is one message of its writer, however often it came."""
        assert all(letter.seen_250 for letter in self.letters)
        filed = Counter((address, *_WORD.findall(text)) for address, text in self.facts.letters_filed())
        assert filed == Counter((letter.address, letter.word) for letter in self.letters)

    def _check_answers(self) -> None:
        """Each answer reached the customer once, or its fate is unknown and a person is asked."""
        seen = self.office.times_seen()
        assert max(seen.values()) == 1
        deliveries = self.facts.deliveries()
        states = Counter(state for state, _key in deliveries)
        assert states["sent"] + states["unknown"] + states["failed"] == self.plan.replies == len(deliveries)
        assert all(seen[key] == 1 for state, key in deliveries if state == "sent")
        assert set(seen) <= {key for _state, key in deliveries}
        asked = self._asked_about()
        assert len(asked) == states["unknown"]
        assert all(SHOWN in self.clerk.read(f"/desk/customer/{conversation}/") for conversation in asked)

    def _asked_about(self) -> list[UUID]:
        rows = self.facts.ask(
            "SELECT c.public_id FROM conversations_delivery d"
            " JOIN conversations_message m ON m.id = d.message_id"
            " JOIN conversations_conversation c ON c.id = m.conversation_id WHERE d.state = 'unknown'"
        )
        return [UUID(str(public_id)) for (public_id,) in rows]

    def _check_ledger(self) -> None:
        [figures] = json.loads(self.installation.run("intake", "--json")).values()
        assert figures["missing"] == figures["waiting"] == figures["failed"] == figures["ignored"] == 0
        assert figures["accepted"] - figures["repeats"] == self.plan.letters
        assert figures["accepted"] >= sum(letter.seen_250 for letter in self.letters)

    def _check_search(self) -> None:
        for letter in self.letters[:: max(1, len(self.letters) // 8)]:
            found = self.clerk.read(f"/desk/find/?q={quote(letter.word)}")
            assert f">Customer {letter.number}<" in found

    def report(self) -> str:
        """Return the figures in one line."""
        states = Counter(state for state, _key in self.facts.deliveries())
        sendings = sum(letter.sendings for letter in self.letters)
        kills = sum(self.crew.kills.values()) + len(self.crew.points_struck)
        return (
            f"{len(self.letters)} mails in {sendings} sendings, {self.plan.replies} answers in {self.clerk.tries} requests; "
            f"{kills} kills ({len(self.crew.points_struck)} named, {dict(self.crew.kills)}); "
            f"{states['sent']} delivered + {states['unknown']} unknown + {states['failed']} failed; "
            f"{time.monotonic() - self._began:.0f} s"
        )
