"""Processes of one installation under way, and what strikes them."""

from __future__ import annotations

import random
import signal
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.installation import Installation, Program, can_connect, end, free_ports, wait_until

# What dies by which share of the strikes at random.
TARGETS = {"a child of serve": 9, "the worker": 7, "serve with its children": 3, "the parent alone": 1}


@dataclass
class Crew:
    """`saath serve` and, beside it, `saath worker --intake`: two intakes and two workers on one database."""

    installation: Installation
    faults: tuple[str, ...]
    kills: Counter[str] = field(default_factory=Counter)
    smtp_ports: tuple[int, int] = field(init=False)
    serve: Program = field(init=False)
    worker: Program = field(init=False)

    def start(self) -> None:
        """Start both and wait until they can be used."""
        self.struck.mkdir()
        deadly = {"faults": ",".join(self.faults), "faults_once": str(self.struck)}
        second = free_ports(1)
        self.smtp_ports = (self.installation.smtp_port, second)
        self.serve = self.installation.serve(**deadly)
        self.worker = self.installation.start(
            "worker", "--intake", "--smtp-port", str(second), name="worker", **deadly
        )
        self.installation.wait_until_ready(self.serve)

    @property
    def struck(self) -> Path:
        """Return the folder in which each named point leaves its name when it has killed."""
        return self.installation.folder / "struck"

    @property
    def points_struck(self) -> set[str]:
        """Return the named points at which a process has died."""
        return {path.name for path in self.struck.iterdir()}

    def keep_up(self) -> None:
        """Start again what has ended, as the system that runs them would."""
        for program in (self.serve, self.worker):
            if not program.is_running:
                program.start()

    def wait_until_at_work(self) -> None:
        """Wait until pages are answered and both intakes take mail: who is only starting has nothing to lose."""

        def is_at_work() -> bool:
            self.keep_up()
            return self.installation.answers() and all(map(can_connect, self.smtp_ports))

        wait_until(is_at_work, "all are at work", seconds=120)

    def strike(self, chance: random.Random) -> None:
        """Kill something at random."""
        [target] = chance.choices(list(TARGETS), weights=list(TARGETS.values()))
        self.kills[target] += 1
        if target == "a child of serve":
            self._strike_child(chance)
        elif target == "the worker":
            self.worker.kill()
        elif target == "serve with its children":
            self.serve.kill()
        else:
            self.serve.kill_parent()

    def stop(self) -> None:
        """Stop both."""
        for program in (self.worker, self.serve):
            program.stop()

    def _strike_child(self, chance: random.Random) -> None:
        children = self.serve.children()
        if children:
            end(chance.choice(children), signal.SIGKILL)
