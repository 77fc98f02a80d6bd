"""How the shop in scope makes amends."""

from __future__ import annotations

from saath.promises.models import AmendsSettings
from saath.tenancy.prepared import Prepared

SETTINGS = Prepared(lambda: AmendsSettings.objects.select_related("store", "signed_by", "allowed_by")[:1])


def amends_settings() -> AmendsSettings:
    """Return the settings of the store in scope, unsaved and with everything off where it has decided nothing."""
    return SETTINGS.first() or AmendsSettings()
