"""What the rules want to know where a promise was missed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet, Sum

from saath.conversations.acknowledging.said import is_suppressed
from saath.conversations.models import Conversation, Message
from saath.conversations.ways import way_of
from saath.core.clock import now
from saath.customers.models import Identity
from saath.promises.amends.rules import Missed, month_began
from saath.promises.models import Amends, AmendsSettings, Clock, Grievance
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id

State = Conversation.State
ANSWERS = (Clock.Kind.FIRST_ANSWER, Clock.Kind.NEXT_ANSWER)


def missed_of(clock: Clock, conversation: Conversation, settings: AmendsSettings) -> Missed:
    """Return what is known of a missed clock, whose conversation is held; a few statements."""
    way = way_of(conversation)
    # What the customer wrote after the promise had ended, to the minute that a machine may take to say so.
    wrote = Message.objects.filter(
        conversation=conversation,
        direction=Message.Direction.IN,
        is_automatic=False,
        created_at__gt=clock.missed_at or now(),
    )
    return Missed(
        mode=settings.mode_of(clock.kind),
        has_ended=has_ended(clock, conversation),
        is_open=conversation.state in (State.OPEN, State.PENDING, State.SNOOZED),
        was_made_amends=Amends.objects.filter(conversation=conversation).exists(),
        of_customer_within=of_customer_lately(conversation, settings).exists(),
        is_proved=way.identity.proved_at is not None,
        is_suppressed=is_suppressed(way.identity),
        is_here=way.can.is_here,
        wrote_since=wrote.exists(),
        has_grievance=Grievance.objects.filter(conversation=conversation, redressed_at=None).exists(),
        is_doubted=settings.is_doubted,
    )


def has_ended(clock: Clock, conversation: Conversation) -> bool:
    """Tell whether what was promised came meanwhile: then nobody waits for a word of excuse."""
    is_answered = clock.kind in ANSWERS and conversation.waiting_since is None
    return bool(clock.outcome) or clock.stopped_at is not None or is_answered


def of_customer_lately(conversation: Conversation, settings: AmendsSettings) -> QuerySet[Amends]:
    """Return what was made or prepared for the customer of a conversation within the days that lie between two amends."""
    since = now() - timedelta(days=settings.again_after_days)
    theirs = Amends.objects.filter(identity__customer=conversation.customer_id, created_at__gt=since)
    return theirs.exclude(state=Amends.State.DROPPED)


def spent_in_month(at: datetime, *, currency: str) -> int:
    """Return what amends cost in the month of the shop that a time lies in, in minor units of a currency: what may have been
    given counts.
    """
    since = month_began(at, Store.objects.get(pk=current_store_id()).zone)
    # Those of before it was written down when something was given were given as they were made.
    earlier = Q(given_at=None, created_at__gte=since, created_at__lte=at)
    given = Amends.objects.filter(Q(given_at__gte=since, given_at__lte=at) | earlier)
    return given.filter(currency=currency).aggregate(sum=Sum("cost_minor"))["sum"] or 0


def apologies_since(identity: Identity, since: datetime) -> int:
    """Return how many apologies went to the customer of an identity since then; counts toward what one person is told."""
    theirs = Amends.objects.filter(identity__customer=identity.customer_id, sent_at__gt=since)
    return theirs.exclude(message=None).count()
