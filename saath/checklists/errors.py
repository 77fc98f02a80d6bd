"""What a person hears when something on a checklist has to be done first."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from saath.core.errors import Conflict


class ItemsMissing(Conflict):
    """The shop wants everything on these checklists done before a conversation is solved."""

    what_is_safe = _("Nothing was changed.")
    what_to_do = _("Tick it off beside the conversation, then solve it.")

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(_("Not done yet, and needed to solve it: %(names)s.") % {"names": ", ".join(names)})
