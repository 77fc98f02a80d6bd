"""The team of Paanch Takiye."""

from __future__ import annotations

from dataclasses import dataclass

from saath.stores.rules import Role

PASSWORD = "five pillows"  # noqa: S105 - printed on the screen: the demo is open to whoever runs it
DOMAIN = "paanch-takiye.example"
ADDRESS = f"namaste@{DOMAIN}"
MAIL_SERVER = f"mx.{DOMAIN}"


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the team and the language of their screens."""

    key: str
    name: str
    role: Role
    language: str = "en"

    @property
    def email(self) -> str:
        """Return the address that they sign in with."""
        return f"{self.key}@{DOMAIN}"


OWNER = Colleague("rukmini", "Rukmini Patel", Role.OWNER)
MEERA = Colleague("meera", "Meera Joshi", Role.MANAGER, "gu")
FARIDA = Colleague("farida", "Farida Shaikh", Role.MEMBER, "hi")
ARJUN = Colleague("arjun", "Arjun Solanki", Role.MEMBER)
READER = Colleague("hemal", "Hemal Gajjar", Role.READER)
TEAM = (OWNER, MEERA, FARIDA, ARJUN, READER)
# Who answers whom: by the language of the customer.
ANSWERS_IN = {
    "en": (ARJUN.key, ARJUN.key, FARIDA.key, OWNER.key),
    "hi": (FARIDA.key, FARIDA.key, MEERA.key),
    "gu": (MEERA.key, MEERA.key, OWNER.key),
    "hi_latn": (FARIDA.key, ARJUN.key, MEERA.key),
    "gu_latn": (MEERA.key, OWNER.key),
}
