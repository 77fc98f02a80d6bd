"""Checklists as a place of the settings; `config/wiring.py` registers it."""

from django.utils.translation import gettext_lazy as _

from saath.ui.navigation import Entry

CHECKLISTS = Entry(
    name="settings-checklists",
    label=_("Checklists"),
    icon="checks",
    url_name="checklists:all",
    verb="store.settings",
    group=_("Settings"),
    place=930,
)
