"""What a person hears when the shop does not know what it wants to know."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saath.core.errors import Conflict
from saath.fields.models import Field


class FieldsMissing(Conflict):
    """The shop wants to know something before a conversation is solved; `fields` are what."""

    what_is_safe = _("Nothing was changed.")
    what_to_do = _("Fill it in beside the conversation, then solve it.")

    def __init__(self, fields: list[Field]) -> None:
        names = ", ".join(field.name for field in fields)
        super().__init__(_("Not known yet, and needed to solve it: %(names)s.") % {"names": names})
        self.fields = fields
