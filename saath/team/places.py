"""Notifications as a place of the navigation; `config/wiring.py` registers it."""

from django.utils.translation import gettext_lazy as _

from saath.ui.navigation import Entry

NOTIFICATIONS = Entry(
    name="settings-notifications",
    label=_("Notifications"),
    icon="megaphone",
    url_name="team:notifications",
    verb="conversation.read",
    group=_("For you"),
    place=902,
)
