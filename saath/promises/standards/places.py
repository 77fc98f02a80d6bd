"""What the shop promises as a place of the navigation; `config/wiring.py` registers it."""

from django.utils.translation import gettext_lazy as _

from saath.ui.navigation import Entry

STANDARDS = Entry(
    name="settings-standards",
    label=_("What we promise"),
    icon="points",
    url_name="standards:here",
    verb="conversation.read",
    group=_("Promises"),
    place=910,
)
