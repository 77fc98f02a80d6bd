"""Which visitor may watch a shop's live stream: the holder of a token, on a shopper host, while there is a chat."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.db.models import CharField, UUIDField

from saath.chats.models import ChatSettings, Visitor
from saath.chats.tokens import visitor_in
from saath.tenancy.given import Given
from saath.tenancy.models import Domain
from saath.tenancy.prepared import Prepared
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import read_transaction
from saath.timeline.happening import View
from saath.timeline.live.admission import Knock, Refused, Watcher

SHOPS: Prepared[int] = Prepared(
    lambda: Domain.objects.filter(
        host=Given("host", CharField()), purpose=Domain.Purpose.SHOPPER
    ).values_list("store_id", flat=True)
)
IS_ON: Prepared[bool] = Prepared(lambda: ChatSettings.objects.values_list("is_on", flat=True)[:1])
ADMITTED: Prepared[UUID] = Prepared(
    lambda: (
        Visitor.objects.filter(public_id=Given("public_id", UUIDField()), blocked_at=None)
        .exclude(identity__key="")
        .values_list("identity__customer__public_id", flat=True)
    )
)


def admit_visitor(knock: Knock) -> Watcher:
    """Return the visitor whose token knocks at a shopper host; three small statements, asked again each minute.

    Raises Refused: 404 for another host and where there is no chat, 401 for a token that opens nothing here.
    """
    store_id = SHOPS.first(host=knock.host)
    if store_id is None:
        raise Refused(HTTPStatus.NOT_FOUND)
    named = visitor_in(knock.token)
    with store_scope(store_id), read_transaction():
        if not IS_ON.first():
            raise Refused(HTTPStatus.NOT_FOUND)
        customer = ADMITTED.first(public_id=named) if named is not None else None
    if named is None or customer is None:
        raise Refused(HTTPStatus.UNAUTHORIZED)
    return Watcher(View(store_id, "customer", customer), f"visitor:{named}")
