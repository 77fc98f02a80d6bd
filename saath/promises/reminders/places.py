"""What Saath says by itself as a place of the settings; `config/wiring.py` registers it."""

from django.utils.translation import gettext_lazy as _

from saath.ui.navigation import Entry

OWN_WORDS = Entry(
    name="settings-own-words",
    label=_("What Saath says by itself"),
    icon="send",
    url_name="own_words:all",
    verb="store.settings",
    group=_("Promises"),
    place=918,
)
