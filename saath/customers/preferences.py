"""How a customer wants to be addressed and reached."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saath.core.errors import BadInput
from saath.core.languages import CODES
from saath.core.text import storable


class Form(TextChoices):
    """How letters put a customer's name."""

    PLAIN = "plain", pgettext_lazy("form of address", "By first name alone")
    HER = "her", pgettext_lazy("form of address", "As a woman: Ms Verma")
    HIM = "him", pgettext_lazy("form of address", "As a man: Mr Verma")


class Reach(TextChoices):
    """By what a customer likes to be reached, whether the shop has it connected or not."""

    EMAIL = "email", pgettext_lazy("way to reach a customer", "E-mail")
    CHAT = "chat", pgettext_lazy("way to reach a customer", "Chat")
    PHONE = "phone", pgettext_lazy("way to reach a customer", "Telephone")
    WHATSAPP = "whatsapp", pgettext_lazy("way to reach a customer", "WhatsApp")
    SMS = "sms", pgettext_lazy("way to reach a customer", "SMS")


# What a colleague writes down of a customer, with its longest text.
LONGEST = {"name": 200, "called": 80, "hours": 80, "needs": 300}
CHOSEN: Mapping[str, tuple[str, ...]] = {
    "language": ("", *CODES),
    "form": ("", *Form.values),
    "reach": ("", *Reach.values),
}
LIKED = ("called", "form", "reach", "hours", "needs")
KNOWN = ("name", "language", *LIKED)


def checked(wanted: Mapping[str, str]) -> dict[str, str]:
    """Return what is to be written of a customer; raises `BadInput` with the field that is wrong."""
    return {field: _checked(field, value) for field, value in wanted.items()}


def _checked(field: str, value: str) -> str:
    if field in CHOSEN:
        if value not in CHOSEN[field]:
            raise BadInput(field=field)
        return value
    words = " ".join(storable(value).split())
    if len(words) > LONGEST[field]:
        message = _("That name is too long.") if field == "name" else _("That is too long.")
        raise BadInput(message, field=field)
    return words
