"""Where orders come from, as a place of the settings; `config/wiring.py` registers it."""

from django.utils.translation import gettext_lazy as _

from saath.ui.navigation import Entry

CONNECTIONS = Entry(
    name="settings-connections",
    label=_("Where orders come from"),
    icon="bag",
    url_name="connections:all",
    verb="store.settings",
    group=_("Settings"),
    place=931,
)
