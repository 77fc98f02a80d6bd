"""The settings pages as places of the navigation; `config/wiring.py` registers them."""

from django.utils.translation import gettext_lazy as _

from saath.ui.navigation import Entry

PLACES = (
    Entry(
        name="settings-you",
        label=_("You"),
        icon="user",
        url_name="you",
        group=_("For you"),
        bar_label=_("Settings"),
        covers="settings-",
        place=900,
    ),
    Entry(
        name="settings-away",
        label=_("When you are away"),
        icon="calendar",
        url_name="stores:away",
        verb="conversation.reply",
        group=_("For you"),
        place=904,
    ),
    Entry(
        name="settings-team",
        label=_("Team"),
        icon="users",
        url_name="stores:team",
        verb="conversation.read",
        group=_("Settings"),
        place=925,
    ),
    Entry(
        name="settings-shop",
        label=_("Shop"),
        icon="store",
        url_name="stores:shop",
        verb="store.settings",
        group=_("Settings"),
        place=927,
    ),
    Entry(
        name="settings-hours",
        label=_("Opening hours"),
        icon="clock",
        url_name="stores:hours",
        verb="store.settings",
        group=_("Promises"),
        place=916,
    ),
    Entry(
        name="settings-audit",
        label=_("Audit"),
        icon="eye",
        url_name="stores:audit",
        verb="audit.read",
        group=_("Programs and data"),
        place=954,
    ),
)
