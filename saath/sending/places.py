"""Sending as places of the navigation; `config/wiring.py` registers them."""

from django.utils.translation import gettext_lazy as _

from saath.ui.navigation import Entry

SENDING = Entry(
    name="settings-sending",
    label=_("Outgoing mail"),
    icon="send",
    url_name="sending:all",
    verb="store.settings",
    group=_("Mail settings"),
    place=941,
)
MAIL_DOMAIN = Entry(
    name="settings-mail-domain",
    label=_("Mail domain"),
    icon="globe",
    url_name="sending:domains",
    verb="store.settings",
    group=_("Mail settings"),
    place=942,
)
