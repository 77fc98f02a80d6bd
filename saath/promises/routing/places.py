"""Who gets what as places of the navigation; `config/wiring.py` registers them."""

from django.utils.translation import gettext_lazy as _

from saath.ui.navigation import Entry

ROUTING = (
    Entry(
        name="settings-work",
        label=_("What comes to you"),
        icon="inbox",
        url_name="routing:own",
        verb="conversation.reply",
        group=_("For you"),
        place=906,
    ),
    Entry(
        name="settings-routing",
        label=_("Who gets what"),
        icon="users",
        url_name="routing:settings",
        verb="store.settings",
        group=_("Promises"),
        place=914,
    ),
)
