"""Whom the shop asks in time as a place of the navigation; `config/wiring.py` registers it."""

from django.utils.translation import gettext_lazy as _

from saath.ui.navigation import Entry

CHAIN = Entry(
    name="settings-chain",
    label=_("Before it is too late"),
    icon="alert",
    url_name="chain:chain",
    verb="store.settings",
    group=_("Promises"),
    place=913,
)
