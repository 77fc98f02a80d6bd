"""Fields as a place of the settings; `config/wiring.py` registers it."""

from django.utils.translation import gettext_lazy as _

from saath.ui.navigation import Entry

FIELDS = Entry(
    name="settings-fields",
    label=_("Fields"),
    icon="edit",
    url_name="fields:all",
    verb="store.settings",
    group=_("Settings"),
    place=929,
)
