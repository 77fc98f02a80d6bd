"""Saved replies as a place of the navigation; `config/wiring.py` registers it."""

from django.utils.translation import gettext_lazy as _

from saath.ui.navigation import Entry

ANSWERS = Entry(
    name="answers",
    label=_("Answers"),
    icon="book",
    url_name="writing:answers",
    verb="conversation.read",
    place=60,
)
