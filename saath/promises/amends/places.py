"""Amends as a place of the settings; `config/wiring.py` registers it."""

from django.utils.translation import gettext_lazy as _

from saath.ui.navigation import Entry

AMENDS = Entry(
    name="settings-amends",
    label=_("Amends"),
    icon="gift",
    url_name="amends:all",
    verb="conversation.read",
    group=_("Promises"),
    place=920,
)
