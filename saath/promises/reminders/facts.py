"""What the rules want to know of a conversation that waits for its customer, or that was solved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min

from saath.channels.base import Capabilities
from saath.conversations.acknowledging.rules import DAY, HOUR
from saath.conversations.acknowledging.said import is_suppressed, said_within_a_day
from saath.conversations.drafting import DraftState
from saath.conversations.models import Conversation, Delivery, Message, Rating, Solution
from saath.conversations.solving.standing import stands
from saath.conversations.thanks import read_thanks
from saath.conversations.ways import Way, way_of
from saath.conversations.windows import window_ends
from saath.core.clock import now
from saath.customers.models import Identity
from saath.promises.models import Amends, Grievance, OwnWord
from saath.promises.reminders.rules import MOST_AN_HOUR, Silence, Solved, Throttle, held_until
from saath.stores.calendar import hours_of
from saath.stores.hours import next_opening
from saath.tenancy.given import Given
from saath.tenancy.prepared import Prepared
from saath.tenancy.scope import current_store_id

LAST_SAID = Prepared(
    lambda: (
        Message.objects.filter(conversation=Given("conversation"), is_automatic=False)
        .exclude(direction=Message.Direction.NOTE)
        .select_related("delivery")
        .order_by("-created_at", "-id")[:1]
    )
)
LAST_OF_CUSTOMER = Prepared(
    lambda: Message.objects.filter(
        conversation=Given("conversation"), direction=Message.Direction.IN, is_automatic=False
    ).order_by("-created_at", "-id")[:1]
)


@dataclass(frozen=True, slots=True)
class Waited:
    """How a conversation waits, by which answer of ours it began, and where a word would go."""

    silence: Silence
    answer: Message | None
    way: Way


def waited_for(conversation: Conversation) -> Waited:
    """Return how a conversation waits for its customer; five statements at most."""
    last, way = LAST_SAID.first(conversation=conversation.pk), way_of(conversation)
    answer = last if last is not None and last.direction == Message.Direction.OUT else None
    theirs = LAST_OF_CUSTOMER.first(conversation=conversation.pk)
    silence = Silence(
        answered_at=answer.created_at if answer else None,
        has_arrived=answer is not None and _has_arrived(answer),
        owes_update=conversation.update_due_at is not None,
        asks_aside=conversation.aside_due_at is not None,
        leaves_later=_leaves_later(conversation),
        has_grievance=Grievance.objects.filter(conversation=conversation, redressed_at=None).exists(),
        has_thanked=theirs is not None and read_thanks(theirs.text) is not None,
        is_proved=way.identity.proved_at is not None,
        is_suppressed=is_suppressed(way.identity),
        is_here=way.can.is_here,
        window_ends=_window(way.can, theirs),
    )
    return Waited(silence, answer, way)


def waits_until(way: Way) -> datetime | None:
    """Return until when a word has to wait: for the channel's hours, or for what was said of late. None is now."""
    opens = opens_at(way)
    if opens is None or opens > now():
        return opens
    return held_until(throttle_for(way.identity), now())


def opens_at(way: Way) -> datetime | None:
    """Return when the shop is there next for a channel, now where it is; None where it never is: then nothing is said."""
    return next_opening(hours_of(current_store_id(), way.account.channel).calendar, now())


def throttle_for(identity: Identity) -> Throttle:
    """Return what machines have said of late to the customer of an identity, and in the store: apologies are among it."""
    to_customer = said_within_a_day(identity)
    since, hour = now() - DAY, now() - HOUR
    theirs = OwnWord.objects.filter(identity__customer=identity.customer_id, created_at__gt=since)
    oldest = theirs.exclude(message=None).aggregate(first=Min("created_at"))["first"] if to_customer else None
    words = OwnWord.objects.filter(created_at__gt=hour).exclude(message=None).order_by()[:MOST_AN_HOUR]
    apologies = Amends.objects.filter(sent_at__gt=hour, created_at__gt=hour - DAY).order_by()[:MOST_AN_HOUR]
    return Throttle(
        to_customer=to_customer,
        oldest_to_customer=oldest,
        within_the_hour=words.count() + apologies.count(),
    )


def own_words_since(identity: Identity, since: datetime) -> int:
    """Return how much was said by itself since then to the customer of an identity; counts toward what one person is told."""
    theirs = OwnWord.objects.filter(identity__customer=identity.customer_id, created_at__gt=since)
    return theirs.exclude(message=None).count()


def solved_of(solution: Solution, conversation: Conversation, *, again_after: timedelta) -> Solved:
    """Return what is known of a solution, whose conversation is held."""
    ratings = Rating.objects.filter(solution=solution).values_list("stars", flat=True)
    elsewhere = Conversation.objects.filter(customer=conversation.customer_id, state=Conversation.State.OPEN)
    thanked = OwnWord.objects.filter(
        identity__customer=conversation.customer_id,
        kind=OwnWord.Kind.THANKS,
        created_at__gt=now() - again_after,
    )
    return Solved(
        stands=stands(solution, conversation),
        is_quiet=solution.is_quiet,
        was_answered=conversation.first_answered_at is not None,
        was_asked_apart=solution.asked_in is not None and solution.asked_in.is_automatic,
        worst_stars=min(ratings, default=None),
        has_open_matter=elsewhere.exists(),
        thanked_at=thanked.order_by("-created_at").values_list("created_at", flat=True).first(),
    )


def _has_arrived(answer: Message) -> bool:
    delivery: Delivery | None = getattr(answer, "delivery", None)
    return delivery is not None and delivery.state == Delivery.State.SENT and not delivery.report


def _leaves_later(conversation: Conversation) -> bool:
    leaving = (f":{DraftState.LATER}", f":{DraftState.HELD}")
    return any(mark.endswith(leaving) for mark in conversation.draft_marks.split())


def _window(can: Capabilities, theirs: Message | None) -> datetime | None:
    if can.reply_window is None:
        return None
    # Who never wrote where nobody may write first gets nothing.
    return window_ends(can, [theirs.created_at]) if theirs else datetime.min.replace(tzinfo=now().tzinfo)
