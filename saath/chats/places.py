"""Live chat as a place of the settings; `config/wiring.py` registers it."""

from django.utils.translation import gettext_lazy as _

from saath.ui.navigation import Entry

CHAT = Entry(
    name="settings-chat",
    label=_("Live chat"),
    icon="chat",
    url_name="chats:settings",
    verb="store.settings",
    group=_("Settings"),
    place=928,
)
