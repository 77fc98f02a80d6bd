"""How well and how fast the learner tells spam from wanted mail: `python -m benchmarks.spam`.

The mails are of our own writing (`saath/conversations/tests/labelled/`), half of them spam, in English, Hindi and
Gujarati, in their scripts and romanised. Each is judged by a learner that was shown nine tenths of the others. All are
taken to come from one provider, for who wrote is the easiest part: only the words are judged.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from saath.conversations.spam.learner import LIKE_SPAM, Learner
from saath.conversations.spam.words import slots_of

LABELLED = Path(__file__).parents[1] / "saath/conversations/tests/labelled"
FOLDS = 10
KEY = b"a shop"


@dataclass(frozen=True)
class Mail:
    """A mail and what it is."""

    subject: str
    text: str
    is_spam: bool

    @property
    def slots(self) -> frozenset[int]:
        """Return what the learner sees of it."""
        return slots_of(
            key=KEY, sender="somebody@mail.example", subject=self.subject, text=self.text, has_files=False
        )


@dataclass(frozen=True)
class Score:
    """What came out: mails kept apart rightly and wrongly, spam let in, and CPU seconds a mail."""

    caught: int
    let_in: int
    wrongly_kept: Sequence[Mail]
    seconds: Sequence[float]

    @property
    def precision(self) -> float:
        """Return which part of what was kept apart is spam."""
        return self.caught / max(self.caught + len(self.wrongly_kept), 1)

    @property
    def recall(self) -> float:
        """Return which part of the spam was kept apart."""
        return self.caught / (self.caught + self.let_in)


def mails() -> Iterator[Mail]:
    """Yield the labelled mails, spam and wanted by turns."""
    kinds = [
        list(_read(name, is_spam=is_spam)) for name, is_spam in (("spam.txt", True), ("wanted.txt", False))
    ]
    for pair in zip(*kinds, strict=True):
        yield from pair


def _read(name: str, *, is_spam: bool) -> Iterator[Mail]:
    for line in (LABELLED / name).read_text().splitlines():
        _sender, subject, text = line.split(" | ", 2)
        yield Mail(subject, text, is_spam)


def measure() -> Score:
    """Judge each mail by a learner that was not shown it, nor its neighbours."""
    shown = list(mails())
    caught = let_in = 0
    wrongly: list[Mail] = []
    seconds: list[float] = []
    for fold in range(FOLDS):
        learner = _taught([mail for place, mail in enumerate(shown) if place // 2 % FOLDS != fold])
        for mail in (mail for place, mail in enumerate(shown) if place // 2 % FOLDS == fold):
            began = time.process_time()
            is_kept = learner.likeness(mail.slots) >= LIKE_SPAM
            seconds.append(time.process_time() - began)
            caught += is_kept and mail.is_spam
            let_in += mail.is_spam and not is_kept
            if is_kept and not mail.is_spam:
                wrongly.append(mail)
    return Score(caught, let_in, wrongly, seconds)


def _taught(lessons: Sequence[Mail]) -> Learner:
    learner = Learner()
    for mail in lessons:
        learner.teach(mail.slots, is_spam=mail.is_spam)
    return learner


def main() -> None:
    """Print precision, recall and CPU time."""
    score = measure()
    print(f"precision {score.precision:.3f}, recall {score.recall:.3f} of {score.caught + score.let_in} spam")
    for mail in score.wrongly_kept:
        print(f"wrongly kept apart: {mail.subject}")
    times = sorted(score.seconds)
    print(f"CPU a mail: median {median(times) * 1000:.2f} ms, slowest {times[-1] * 1000:.2f} ms")
    shown = list(mails())
    learner, long = _taught(shown), Mail("Long", " ".join(mail.text for mail in shown), is_spam=False)
    began = time.process_time()
    learner.likeness(long.slots)
    print(f"CPU of a mail of {len(long.text):,} characters: {(time.process_time() - began) * 1000:.2f} ms")
    print(f"memory of a shop: {len(learner.packed()):,} octets in the database")


if __name__ == "__main__":
    main()
