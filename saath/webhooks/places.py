"""Webhooks as a place of the settings; `config/wiring.py` registers it."""

from django.utils.translation import gettext_lazy as _

from saath.ui.navigation import Entry

WEBHOOKS = Entry(
    name="settings-webhooks",
    label=_("Webhooks"),
    icon="link",
    url_name="webhooks:all",
    verb="store.settings",
    group=_("Programs and data"),
    place=951,
)
