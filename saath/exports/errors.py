"""What keeps an export from coming in, in words for the owner."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Refusal(models.TextChoices):
    """Why an export was refused."""

    NO_EXPORT = "no_export", _("This is no export of Saath, or it is damaged.")
    FORMAT = "format", _("The export is of a Saath that is newer than this one.")
    PART = "part", _("A part of the export is not what was written.")
    STRANGE = "strange", _("There is something in the export that does not belong there.")
    BOMB = "bomb", _("The export gets far larger than it should when it is unpacked.")
    LINE = "line", _("A line of the export does not fit.")
    TWICE = "twice", _("Something is in the export twice.")
    NOWHERE = "nowhere", _("Something in the export refers to what is not in it.")
    ROOM = "room", _("The shop's room for files is too small for it.")
    TAKEN = (
        "taken",
        _("Something of it is here already: in another shop of this installation, or twice in the export."),
    )


class ExportRefused(Exception):
    """The export cannot come in: why, and where in it."""

    def __init__(self, why: Refusal, where: str = "") -> None:
        super().__init__(why, where)
        self.why, self.where = why, where[:200]
