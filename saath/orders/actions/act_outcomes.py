"""What becomes of an act on its way: taken out, done, refused, or nobody knows. Each write depends on the attempt."""

from __future__ import annotations

from django.db.models import F

from saath.core.clock import now
from saath.core.text import storable
from saath.orders.acts.commands import Outcome
from saath.orders.events import ACT_DONE, ACT_REFUSED, ACT_UNKNOWN
from saath.orders.models import OrderAct
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit
from saath.timeline.kinds import EventKind

State = OrderAct.State


@action
def claim_act(actor: Actor, act: OrderAct) -> bool:
    """Take an act out for sending; False where it was withdrawn, is settled or is with another worker."""
    at = now()
    mine = OrderAct.objects.filter(pk=act.pk, state=State.ASKED, attempt=act.attempt)
    if not mine.update(state=State.SENDING, attempt=F("attempt") + 1, sent_at=at, looked_at=None):
        return False
    act.state, act.attempt, act.sent_at, act.looked_at = State.SENDING, act.attempt + 1, at, None
    return True


@action
def begin_sending(actor: Actor, act: OrderAct) -> bool:
    """Note that an act leaves now; False where somebody else has it. Raises LeaseLost for a worker that was away too long."""
    act.sent_at = now()
    mine = OrderAct.objects.filter(pk=act.pk, state=State.SENDING, attempt=act.attempt)
    return bool(mine.update(sent_at=act.sent_at))


@action
def record_act_done(actor: Actor, act: OrderAct, *, outcome: Outcome) -> bool:
    """Write down that the platform has done it; what was unknown may turn out to be done."""
    values = {"reference": storable(outcome.reference)[:120], "words": storable(outcome.words)[:300]}
    sources = (State.SENDING, State.UNKNOWN)
    return _record(actor, act, State.DONE, ACT_DONE, sources, ended_at=now(), **values)


@action
def record_act_refused(actor: Actor, act: OrderAct, *, words: str) -> bool:
    """Write down that the platform, or what is known of the order by now, does not allow it: nothing was done."""
    words = storable(words)[:300]
    return _record(actor, act, State.REFUSED, ACT_REFUSED, (State.SENDING,), words=words, ended_at=now())


@action
def record_act_unknown(actor: Actor, act: OrderAct, *, words: str) -> bool:
    """Write down that nobody knows whether it arrived."""
    return _record(actor, act, State.UNKNOWN, ACT_UNKNOWN, (State.SENDING,), words=storable(words)[:300])


@action
def record_looked(actor: Actor, act: OrderAct) -> bool:
    """Write down that the platform was asked and has nothing of it."""
    act.looked_at = now()
    mine = OrderAct.objects.filter(pk=act.pk, state=State.UNKNOWN, attempt=act.attempt)
    return bool(mine.update(looked_at=act.looked_at))


@action
def put_act_back(actor: Actor, act: OrderAct, *, words: str) -> bool:
    """Let an act be sent later which was certainly not sent now."""
    mine = OrderAct.objects.filter(pk=act.pk, state=State.SENDING, attempt=act.attempt)
    return bool(mine.update(state=State.ASKED, words=storable(words)[:300]))


def _record(
    actor: Actor, act: OrderAct, state: str, kind: EventKind, sources: tuple[str, ...], **values: object
) -> bool:
    mine = OrderAct.objects.filter(pk=act.pk, state__in=sources, attempt=act.attempt)
    if not mine.update(state=state, **values):
        return False
    act.state = state
    emit(actor, kind, subject=act, refs={"order": act.order}, changed=["state"])
    return True
