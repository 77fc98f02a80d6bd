"""How the shop in scope gives out what comes."""

from __future__ import annotations

from collections.abc import Iterable

from saath.promises.models import RoutingSettings
from saath.tenancy.prepared import Prepared
from saath.tenancy.scope import every_store

SETTINGS: Prepared[RoutingSettings] = Prepared(lambda: RoutingSettings.objects.all()[:1])
HELD: Prepared[RoutingSettings] = Prepared(
    lambda: RoutingSettings.objects.select_for_update(of=("self",)).all()[:1]
)
Mode = RoutingSettings.Mode


def routing_settings() -> RoutingSettings:
    """Return what the shop has decided, with what we assume (not saved) where it has decided nothing yet."""
    return SETTINGS.first() or RoutingSettings()


def held_settings() -> RoutingSettings | None:
    """Return the settings held until the transaction ends, None where nothing is given out: nobody else chooses meanwhile.

    They are held before any conversation, never after one.
    """
    found = HELD.first()
    return found if found is not None and found.mode != Mode.OFF else None


def stores_that_route(among: Iterable[int] | None = None) -> list[int]:
    """Return the stores, or those among some, that give out what comes. One statement."""
    with every_store("what waits in every store is given out"):
        rows = RoutingSettings.objects.exclude(mode=Mode.OFF)
        if among is not None:
            rows = rows.filter(store__in=list(among))
        return list(rows.order_by("store").values_list("store_id", flat=True))
