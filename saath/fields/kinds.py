"""What a field can hold."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """The type of a field's value."""

    TEXT = "text", _("Short text")
    LONG = "long", _("Long text")
    NUMBER = "number", _("Number")
    YES_NO = "yesno", _("Yes or no")
    DATE = "date", _("Date")
    ONE = "one", _("One of a list")
    SEVERAL = "several", _("Several of a list")
    LINK = "link", _("Link")


class About(TextChoices):
    """Whose value it is."""

    CONVERSATION = "conversation", _("Conversation")
    CUSTOMER = "customer", _("Customer")


CHOSEN = frozenset({Kind.ONE, Kind.SEVERAL})
"""The kinds with a list."""
WORDED = frozenset({Kind.TEXT, Kind.LONG, Kind.LINK, Kind.ONE, Kind.SEVERAL})
"""The kinds that are found by their words."""
