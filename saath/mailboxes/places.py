"""The mailboxes as a place of the navigation; `config/wiring.py` registers it."""

from django.utils.translation import gettext_lazy as _

from saath.ui.navigation import Entry

MAILBOXES = Entry(
    name="settings-mailboxes",
    label=_("Mailboxes"),
    icon="mail",
    url_name="mailboxes:all",
    verb="store.settings",
    group=_("Mail settings"),
    place=940,
)
