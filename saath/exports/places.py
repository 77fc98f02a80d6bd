"""Exports as a place of the settings; `config/wiring.py` registers it."""

from django.utils.translation import gettext_lazy as _

from saath.ui.navigation import Entry

EXPORTS = Entry(
    name="settings-exports",
    label=_("Take everything along"),
    icon="box",
    url_name="exports:all",
    verb="export.run",
    group=_("Programs and data"),
    place=953,
)
