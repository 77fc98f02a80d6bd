"""What keeps a backup or a restore from happening, in words for the owner."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saath.core.errors import SaathError


class CannotBackUp(SaathError):
    """The archive was not written."""

    message = _("No backup was written.")
    what_is_safe = _("Saath goes on as before, and older backups are untouched.")


class CannotRestore(SaathError):
    """The archive was not loaded."""

    message = _("The backup was not loaded.")
    what_is_safe = _("This installation is as it was.")


class ArchiveDamaged(CannotRestore):
    """The archive is not what was written."""

    message = _("The backup is damaged or not complete.")
    what_to_do = _("Fetch another copy of it, or take an older one.")
