"""Letters and answers put together from the phrases of a voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from saath.demo.story import Customer
from saath.demo.voices import Theme, Voice
from saath.stores.hours import INDIA

COURIERS = ("Raftaar Courier", "Shree Parcel", "Garuda Express")
PRICES = (499, 649, 899, 1298, 1499, 1847, 2199, 2897, 3450, 4996, 12480)
MONTHS = {
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    "hi": ["जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"],
    "gu": [
        "જાન્યુઆરી",
        "ફેબ્રુઆરી",
        "માર્ચ",
        "એપ્રિલ",
        "મે",
        "જૂન",
        "જુલાઈ",
        "ઑગસ્ટ",
        "સપ્ટેમ્બર",
        "ઑક્ટોબર",
        "નવેમ્બર",
        "ડિસેમ્બર",
    ],
}


@dataclass(frozen=True, slots=True)
class Wording:
    """Words for one conversation: the same order, thing and courier from its first mail to its last."""

    voice: Voice
    theme: Theme
    customer: Customer
    facts: dict[str, str]
    chance: Random

    def subject(self) -> str:
        """Return what stands above the first mail."""
        return self._pick(self.theme.subjects)

    def opening(self) -> str:
        """Return the first mail, with or without a greeting and a name below, as people are."""
        return self._letter("greetings", self._pick(self.theme.opens))

    def answer(self) -> str:
        """Return the team's answer to the first mail."""
        return f"{self._pick(self._lines('answer_greetings'))}\n\n{self._pick(self.theme.answers)}"

    def says(self, kind: str) -> str:
        """Return a later line: "thanks", "chase", "more" of the customer, "reassure" of the team."""
        return self._pick(self._lines(kind))

    def note(self) -> str:
        """Return a note for the team."""
        return self._pick(self.theme.notes or ["Checked on the order, all as the customer says."])

    def _letter(self, greetings: str, body: str) -> str:
        parts = [self._pick(self._lines(greetings)), body]
        if self.chance.random() < 0.7:
            parts.append(self._pick(self._lines("closings")))
        return "\n\n".join(part for part in parts if part)

    def _lines(self, kind: str) -> Sequence[str]:
        return self.voice.phrases[kind]

    def _pick(self, lines: Sequence[str]) -> str:
        return self.chance.choice(lines).format(**self.facts)


def wording_for(customer: Customer, voice: Voice, theme: Theme, *, at: datetime, chance: Random) -> Wording:
    """Return the words for a conversation that begins at a moment."""
    is_latin = customer.style == "en" or customer.style.endswith("_latn")
    facts = {
        "order": f"PT-{20_100 + chance.randrange(400)}",
        "item": chance.choice(voice.items),
        "city": customer.city,
        "amount": f"₹{chance.choice(PRICES):,}",
        "date": _date(at + timedelta(days=chance.randint(2, 6)), "en" if is_latin else voice.language),
        "courier": chance.choice(COURIERS),
        "utr": str(chance.randrange(1000, 9999)),
        "name": customer.name,
        "first": customer.first,
    }
    return Wording(voice, theme, customer, facts, chance)


def _date(at: datetime, language: str) -> str:
    local = at.astimezone(INDIA)
    return f"{local.day} {MONTHS[language][local.month - 1]}"
