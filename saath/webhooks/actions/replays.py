"""Sending once more: one delivery, or what happened in a stretch of time."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.core.errors import BadInput, Conflict, NotFound
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit
from saath.timeline.models import Event
from saath.webhooks.actions._listening import locked
from saath.webhooks.catalogue import NAMES, kinds_of
from saath.webhooks.events import WEBHOOK_REPLAYED
from saath.webhooks.jobs.delivering import set_going
from saath.webhooks.making import deliveries_for
from saath.webhooks.models import Delivery, Endpoint, Replay
from saath.webhooks.rules import may_replay_from

VERB = "store.settings"
BATCH = 200
State = Delivery.State


@action
def send_again(actor: Actor, delivery: Delivery) -> Delivery:
    """Send one delivery once more, the same bytes under the same id, with all its tries.

    Raises `Forbidden`, `NotFound`, and `Conflict` for a test, or an endpoint to which nothing is sent.
    """
    actor.require(VERB)
    fresh = Delivery.objects.select_for_update(of=("self",)).filter(pk=delivery.pk).first()
    if fresh is None:
        raise NotFound
    endpoint = locked(fresh.endpoint)
    if fresh.is_test:
        raise Conflict(_("A test is not sent again."), what_to_do=_("Send another test."))
    _refuse_stopped(endpoint)
    _put_again(fresh)
    set_going(endpoint.pk)
    return fresh


@action
def begin_replay(
    actor: Actor, endpoint: Endpoint, *, since: datetime, until: datetime, is_all: bool = False
) -> Replay:
    """Send what happened in a stretch of the last 30 days and did not arrive, or with `is_all` everything, once more.

    Ids stay the same, so that a server which had something already can tell. Raises `Forbidden`, `NotFound`, `BadInput` for
    a stretch that ends before it begins or lies beyond the horizon, `Conflict` while another replay runs.
    """
    actor.require(VERB)
    fresh, at = locked(endpoint), now()
    _refuse_stopped(fresh)
    begins, ends = max(since, may_replay_from(at)), min(until, at)
    if begins >= ends:
        raise BadInput(
            _("There is nothing to send again from this time: the last 30 days are kept."), field="since"
        )
    if Replay.objects.filter(endpoint=fresh, ended_at=None).exists():
        raise Conflict(_("Another replay is under way."), what_to_do=_("Wait until it has ended."))
    replay = Replay.objects.create(endpoint=fresh, since=begins, until=ends, is_all=is_all, at_time=begins)
    emit(actor, WEBHOOK_REPLAYED, subject=replay, refs={"webhook": fresh})
    return replay


@action
def go_on_replaying(actor: Actor, replay: Replay) -> bool:
    """Put the next of a replay on their way; tell whether there may be more. Killed, it goes on where it was."""
    fresh = Replay.objects.select_for_update(of=("self",)).select_related("endpoint").get(pk=replay.pk)
    if fresh.ended_at is not None:
        return False
    events = list(_next_events(fresh))
    if fresh.endpoint.is_listening:
        fresh.put += _put_on_their_way(fresh, events)
    if len(events) < BATCH or not fresh.endpoint.is_listening:
        fresh.ended_at = now()
    else:
        fresh.at_time, fresh.at_event_id = events[-1].created_at, events[-1].pk
    fresh.save(update_fields=["put", "at_time", "at_event_id", "ended_at"])
    return fresh.ended_at is None


def _refuse_stopped(endpoint: Endpoint) -> None:
    if not endpoint.is_listening:
        raise Conflict(
            _("Nothing is sent to this webhook now."), what_to_do=_("Resume it first, then send again.")
        )


def _next_events(replay: Replay) -> list[Event]:
    endpoint = replay.endpoint
    kinds = kinds_of(NAMES if endpoint.hears_everything else endpoint.kinds)
    following = Q(created_at__gt=replay.at_time) | Q(pk__gt=replay.at_event_id)
    rows = Event.objects.filter(
        following, kind__in=kinds, created_at__gte=replay.at_time, created_at__lt=replay.until
    )
    return list(rows.order_by("created_at", "pk")[:BATCH])


def _put_on_their_way(replay: Replay, events: list[Event]) -> int:
    """Put back what is known already and make what never was; return how many."""
    ids = [event.public_id for event in events]
    there = Delivery.objects.select_for_update(of=("self",)).filter(endpoint=replay.endpoint, message__in=ids)
    known = {delivery.message: delivery for delivery in there}
    again = [each for each in known.values() if _goes_again(each, is_all=replay.is_all)]
    for delivery in again:
        _put_again(delivery)
    made = deliveries_for(
        [replay.endpoint], [each for each in events if each.public_id not in known], is_news=False
    )
    Delivery.objects.bulk_create(made, ignore_conflicts=True)
    if again or made:
        set_going(replay.endpoint.pk)
    return len(again) + len(made)


def _goes_again(delivery: Delivery, *, is_all: bool) -> bool:
    return delivery.state == State.FAILED or (is_all and delivery.state == State.TAKEN)


def _put_again(delivery: Delivery) -> None:
    delivery.state, delivery.tries, delivery.try_at = State.WAITING, 0, now()
    delivery.save(update_fields=["state", "tries", "try_at"])
