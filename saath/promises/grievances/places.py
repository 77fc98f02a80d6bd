"""Grievances as places of the navigation; `config/wiring.py` registers them."""

from django.utils.translation import gettext_lazy as _

from saath.ui.navigation import Entry

GRIEVANCE_SETTINGS = Entry(
    name="settings-grievances",
    label=_("Grievances"),
    icon="megaphone",
    url_name="grievances:settings",
    verb="store.settings",
    group=_("Promises"),
    place=922,
)
GRIEVANCES = Entry(
    name="grievances",
    label=_("Grievances"),
    icon="megaphone",
    url_name="desk:grievances",
    verb="conversation.read",
    place=44,
)
