"""Moving in as a place of the navigation; `config/wiring.py` registers it."""

from django.utils.translation import gettext_lazy as _

from saath.ui.navigation import Entry

IMPORTS = Entry(
    name="settings-imports",
    label=_("Move in"),
    icon="home",
    url_name="imports:all",
    verb="store.settings",
    group=_("Programs and data"),
    place=952,
)
