"""Programs as a place of the settings; `config/wiring.py` registers it."""

from django.utils.translation import gettext_lazy as _

from saath.ui.navigation import Entry

PROGRAMS = Entry(
    name="settings-programs",
    label=_("API and apps"),
    icon="lock",
    url_name="programs:mine",
    verb="conversation.read",
    group=_("Programs and data"),
    place=950,
)
