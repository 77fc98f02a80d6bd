"""Amends for missed promises: decided, listed, sent or let be."""

from __future__ import annotations

from uuid import UUID

from ninja import Query, Router

from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.routes.conversations import READ as CONVERSATIONS
from saath.api.routes.conversations import WRITE as CONVERSATIONS_WRITE
from saath.api.routes.settings import READ, WRITE
from saath.api.shapes import Page, Paging
from saath.api.shapes.amends import (
    AddedCodes,
    Amends,
    AmendsSettings,
    NewAmendsCodes,
    NewAmendsSettings,
    amends_shape,
    settings_shape,
)
from saath.promises.amends.actions import deciding, make
from saath.promises.amends.actions.deciding import Terms
from saath.promises.amends.queries import amends_page, get_amends_settings
from saath.promises.amends.queries import get_amends as find_amends
from saath.stores.queries import get_colleague

router = Router(tags=["settings"])


@reads(router, "/amends/settings", AmendsSettings, scope=READ)
def get_settings_of_amends(request: ApiRequest) -> AmendsSettings:
    """Get how amends are made."""
    return settings_shape(get_amends_settings(request.actor))


@writes(router, "PUT", "/amends/settings", AmendsSettings, scope=WRITE)
def decide_amends(request: ApiRequest, body: NewAmendsSettings) -> AmendsSettings:
    """Decide how amends are made; coupons are made in the name of whose token it is."""
    request.actor.require("store.settings")
    signer = get_colleague(request.actor, str(body.signed_by_id)) if body.signed_by_id else None
    terms = Terms(
        modes=dict(body.modes),  # type: ignore[arg-type]  # names and modes are texts
        gift=body.gift,
        currency=body.currency or "",
        case_minor=body.case_minor,
        month_minor=body.month_minor,
        again_after_days=body.again_after_days,
        coupon_days=body.coupon_days,
        signed_by=signer,
    )
    deciding.decide_amends(request.actor, terms=terms)
    return get_settings_of_amends(request)


@writes(router, "POST", "/amends/codes", AddedCodes, scope=WRITE)
def add_codes(request: ApiRequest, body: NewAmendsCodes) -> AddedCodes:
    """Add codes to make amends with."""
    return AddedCodes(added=deciding.add_codes(request.actor, codes=body.codes))


@reads(router, "/amends", Page[Amends], scope=CONVERSATIONS)
def list_amends(request: ApiRequest, asked: Query[Paging]) -> Page[Amends]:
    """List amends, newest first."""
    page = amends_page(request.actor, cursor=asked.cursor, limit=asked.limit)
    return Page(items=[amends_shape(row) for row in page.rows], next_cursor=page.next_cursor or None)


@reads(router, "/amends/{uuid:id}", Amends, scope=CONVERSATIONS)
def get_amends(request: ApiRequest, id: UUID) -> Amends:
    """Get amends."""
    return amends_shape(find_amends(request.actor, id))


@writes(router, "POST", "/amends/{uuid:id}/send", Amends, scope=CONVERSATIONS_WRITE)
def send_amends(request: ApiRequest, id: UUID) -> Amends:
    """Send amends that were prepared, in one's own name."""
    make.send_amends(request.actor, find_amends(request.actor, id))
    return get_amends(request, id)


@writes(router, "POST", "/amends/{uuid:id}/drop", Amends, scope=CONVERSATIONS_WRITE)
def drop_amends(request: ApiRequest, id: UUID) -> Amends:
    """Let amends be that were prepared."""
    make.drop_amends(request.actor, find_amends(request.actor, id))
    return get_amends(request, id)
