"""What the shop in scope lets Saath say by itself."""

from __future__ import annotations

from saath.promises.models import OwnWordSettings
from saath.tenancy.prepared import Prepared

SETTINGS = Prepared(lambda: OwnWordSettings.objects.select_related("store")[:1])


def own_word_settings() -> OwnWordSettings:
    """Return the settings of the store in scope, unsaved and with everything off where it has decided nothing."""
    return SETTINGS.first() or OwnWordSettings()
