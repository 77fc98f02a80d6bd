"""A corpus of any size that is made while it is loaded: short messages in three languages, every queue in use.

Conversation 1 has 200 messages, the next `OF_EIGHT` eight, every other two to six. Each common word is said in a fiftieth of all
conversations, each rare one in `RARE`, spread over all of them, whatever their number.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from benchmarks.workload import Said, Talk, Writer
from saath.conversations.models import Conversation

CHUNK = 1_000
LONG, OF_EIGHT, RARE, COMMON_EVERY = 200, 20, 10, 50
COMMON = {"en": "refund", "hi": "रिफंड", "gu": "રિફંડ"}
RAREST = {"en": "zirconium", "hi": "कचनारपुर", "gu": "ખડમાકડી"}
VOCABULARY = {
    "en": """parcel order courier arrived broken box opened replace invoice copy please phone busy team promised tomorrow
    payment failed bank account debited address wrong shop bought guarantee card machine starts noise water size colour
    blanket pillow cover weeks waiting reply thanks return exchange coupon price photo attached urgent today""",
    "hi": """पार्सल ऑर्डर कूरियर पहुँचा टूटा डिब्बा खुला बदल बिल कॉपी कृपया फ़ोन व्यस्त टीम कहा कल भुगतान विफल बैंक खाता
    पता गलत दुकान खरीदा गारंटी कार्ड मशीन चालू आवाज़ पानी आकार रंग कंबल तकिया कवर हफ़्ते इंतज़ार जवाब धन्यवाद कीमत फोटो आज""",
    "gu": """પાર્સલ ઓર્ડર કુરિયર પહોંચ્યું તૂટેલું ખોખું ખુલ્લું બદલી બિલ નકલ કૃપા ફોન વ્યસ્ત ટીમ કહ્યું કાલે ચુકવણી નિષ્ફળ બેંક ખાતું
    સરનામું ખોટું દુકાન ખરીદ્યું ગેરંટી કાર્ડ મશીન ચાલુ અવાજ પાણી માપ રંગ ધાબળો ઓશીકું કવર અઠવાડિયા રાહ જવાબ આભાર કિંમત ફોટો આજે""",
}
WORDS = {code: words.split() for code, words in VOCABULARY.items()}
NAMES = (
    "Asha",
    "Ravi",
    "Meena",
    "Jignesh",
    "Kavita",
    "Imran",
    "Priya",
    "Hetal",
    "Arjun",
    "Nisha",
    "Farhan",
    "Daxa",
    "Vikram",
    "Sonal",
    "Rahul",
    "Komal",
)
APART = timedelta(seconds=90)
AGENTS = 20
DIFFERENT = 3_001
"""Texts of a language, which are prepared once each."""


@dataclass(frozen=True, slots=True)
class Part:
    """A run of conversations: the first number of them, one past the last, and the number of their first message."""

    first: int
    end: int
    first_message: int


@dataclass(frozen=True, slots=True)
class Corpus:
    """So many conversations, the newest begun at `until`; each customer has three."""

    conversations: int
    until: datetime

    def parts(self) -> Iterator[Part]:
        """Yield all conversations in portions."""
        message = 1
        for first in range(1, self.conversations + 1, CHUNK):
            end = min(first + CHUNK, self.conversations + 1)
            yield Part(first, end, message)
            message += sum(map(length_of, range(first, end)))

    def writers(self) -> list[Writer]:
        """Return all customers."""
        return [self._writer(number) for number in range(self.conversations // 3 + 1)]

    def talks(self, part: Part) -> Iterator[Talk]:
        """Yield the conversations of a portion."""
        return map(self.talk, range(part.first, part.end))

    def talk(self, number: int) -> Talk:
        """Return one conversation, always the same for a number and a size."""
        writer = self._writer(number * 7_919 % (self.conversations // 3 + 1))
        at = self.until - (self.conversations - number) * APART
        marks = self._marks(number)
        said = tuple(
            Said(
                "in" if n % 2 == 0 else "note" if n % 8 == 3 else "out",
                writer.email if n % 2 == 0 else f"agent{(number + n) % AGENTS + 1:02d}",
                at + n * timedelta(minutes=20),
                " ".join((_words(writer.language, number * 31 + n, 12), *(marks if n == 0 else ()))),
                f"{number}.{n}@corpus.test",
            )
            for n in range(length_of(number))
        )
        subject = f"{_words(writer.language, number, 4)} {number}"
        agent = f"agent{number % AGENTS + 1:02d}" if number % 10 < 7 else None
        is_open = number <= OF_EIGHT + 1 or number % 20 < 5
        return Talk(f"c{number}", subject, writer.key, writer.language, agent, is_open, at, said)

    def _writer(self, number: int) -> Writer:
        language = ("en", "en", "hi", "gu", "en", "hi", "gu", "en", "hi", "gu")[number % 10]
        name = NAMES[number % len(NAMES)]
        return Writer(f"u{number}", f"{name} {number}", f"{name.lower()}.{number}@customers.test", language)

    def _marks(self, number: int) -> list[str]:
        """Return the words that are looked for and said in a conversation."""
        common = [word for n, word in enumerate(COMMON.values()) if number % COMMON_EVERY == n]
        far_apart = self.conversations // RARE
        return common + [
            word for n, word in enumerate(RAREST.values()) if number % far_apart == far_apart // 2 + n
        ]


def _words(language: str, number: int, count: int) -> str:
    return _chosen(language, number % DIFFERENT, count)


@cache
def _chosen(language: str, seed: int, count: int) -> str:
    return " ".join(random.Random(seed).choices(WORDS[language], k=count))


def length_of(number: int) -> int:
    """Return how many messages a conversation has."""
    if number == 1:
        return LONG
    return 8 if number <= OF_EIGHT + 1 else 2 + number % 5


def put_into_queue(conversation: Conversation, until: datetime) -> None:
    """Let a twentieth each of all wait for the customer, owe a promise, sleep or be spam."""
    kind = conversation.pk % 20
    if conversation.state == Conversation.State.OPEN or kind > 8:
        return
    conversation.solved_at = None
    if kind == 5:
        conversation.state = Conversation.State.PENDING
    elif kind == 6:
        conversation.state = Conversation.State.PENDING
        conversation.update_due_at, conversation.update_kind = until, "write"
    elif kind == 7:
        conversation.state = Conversation.State.SNOOZED
        conversation.snoozed_until = until + timedelta(days=1, seconds=conversation.pk)
        conversation.snoozed_by_id = conversation.assignee_id
    else:
        conversation.state = Conversation.State.SPAM
