"""Policies as a place of the settings; `config/wiring.py` registers it."""

from django.utils.translation import gettext_lazy as _

from saath.ui.navigation import Entry

POLICIES = Entry(
    name="settings-policies",
    label=_("Who is answered how fast"),
    icon="clock",
    url_name="policies:all",
    verb="store.settings",
    group=_("Promises"),
    place=912,
)
