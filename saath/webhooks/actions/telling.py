"""Events of the timeline are put on their way to the endpoints that want to hear of them."""

from __future__ import annotations

import structlog

from saath.core.faults import fault_point
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.epoch import current_epoch
from saath.timeline.following import events_after, present_position
from saath.timeline.models import Event
from saath.webhooks.catalogue import BY_KIND
from saath.webhooks.jobs.delivering import set_going
from saath.webhooks.making import deliveries_for
from saath.webhooks.models import Delivery, Endpoint, Feed

log = structlog.get_logger(__name__)

BATCH = 500


@action
def put_on_their_way(actor: Actor) -> bool:
    """Read the store's next events and make a delivery of each for whoever hears of it; tell whether there may be more.

    Deliveries and the new position are one transaction: killed at any moment, each event is taken up once.
    """
    listening = list(Endpoint.objects.filter(stopped_because="", deleted_at=None).order_by("pk"))
    if not listening:
        return False
    feed = Feed.objects.select_for_update(of=("self",)).get()
    epoch = current_epoch()
    if feed.epoch != epoch:
        _begin_anew(feed, epoch)
        return False
    stretch = events_after(feed.position, limit=BATCH)
    events = Event.objects.filter(pk__in=stretch.event_ids, kind__in=BY_KIND).order_by("pk")
    put = deliveries_for(listening, list(events))
    Delivery.objects.bulk_create(put, ignore_conflicts=True)
    feed.position = stretch.position
    feed.save(update_fields=["position"])
    for endpoint_id in {delivery.endpoint_id for delivery in put}:
        set_going(endpoint_id)
    fault_point("webhook_in_reading")
    return stretch.is_cut


def _begin_anew(feed: Feed, epoch: str) -> None:
    """Read from here on: positions of another epoch mean nothing. What fell between comes by a replay."""
    log.warning("webhooks_begin_anew", store=feed.store_id)
    feed.epoch, feed.position = epoch, present_position()
    feed.save(update_fields=["epoch", "position"])
