"""Couriers are asked about parcels under way of which nobody said anything for a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db.models import Exists, OuterRef

from saath.core.clock import now
from saath.core.secrets import SecretUnreadable
from saath.orders.actions.asking import note_asked, note_parcels_asked
from saath.orders.actions.parcels import hear_of_parcel
from saath.orders.connectors.base import NeedsReauth, PlatformError
from saath.orders.connectors.registry import COURIERS, courier_of
from saath.orders.keys import credentials_of
from saath.orders.models import Connection, Scan, Shipment
from saath.orders.models.shipment import UNDER_WAY
from saath.orders.numbers import number_key
from saath.orders.polling import rules
from saath.orders.polling.due import is_due
from saath.orders.polling.troubles import ASKER, note_trouble


def ask_about_parcels() -> None:
    """Ask every courier of the shop in scope, one after the other, about the parcels of which none has said anything yet."""
    at = now()
    rows = Connection.objects.filter(is_active=True, platform__in=COURIERS).exclude(credentials_sealed="")
    couriers = [row for row in rows.order_by("pk") if is_due(row, at)]
    parcels = quiet_parcels(at) if couriers else []
    for connection in couriers:
        try:
            known = _ask(connection, parcels)
        except SecretUnreadable as error:
            note_trouble(connection, NeedsReauth(str(error)))
        except PlatformError as error:
            note_trouble(connection, error)
        else:
            note_asked(ASKER, connection, change=lambda place: replace(place, next_at=None))
            note_parcels_asked(ASKER, parcels)
            parcels = [parcel for parcel in parcels if parcel.awb_key not in known]


def quiet_parcels(at: datetime) -> Sequence[Shipment]:
    """Return parcels under way of which nobody said anything for a day, those first that were asked about longest ago."""
    spoken_of = Scan.objects.filter(shipment=OuterRef("pk"), at__gt=at - rules.QUIET_AFTER)
    rows = Shipment.objects.there().filter(
        state__in=UNDER_WAY,
        asked_at__lt=at - rules.ASKED_AGAIN_AFTER,
        order__placed_at__gt=at - rules.ON_ITS_WAY_FOR,
        order__placed_at__lt=at - rules.QUIET_AFTER,
    )
    quiet = rows.exclude(awb_key="").exclude(Exists(spoken_of))
    return list(quiet.order_by("asked_at", "id")[: rules.PARCELS_A_ROUND])


def _ask(connection: Connection, parcels: Sequence[Shipment]) -> set[str]:
    """Take in what a courier says of some parcels; return the numbers of those which it knows."""
    courier = courier_of(connection.platform, connection.account, credentials_of(connection))
    awbs = list(dict.fromkeys("".join(parcel.awb.split()) for parcel in parcels))
    known = set()
    for first in range(0, len(awbs), courier.MOST_AT_ONCE):
        for news in courier.track(awbs[first : first + courier.MOST_AT_ONCE]):
            hear_of_parcel(ASKER, awb=news.awb, scans=news.scans, promised_on=news.promised_on)
            known.add(number_key(news.awb))
    return known
