"""Amends for a missed promise: made, sent by itself or by a colleague, dropped where the answer was quicker."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from saath.conversations.acknowledging.said import hold_customer
from saath.conversations.actions.automatic import say_automatically
from saath.conversations.actions.triage import locked
from saath.conversations.automatic_words import Why
from saath.conversations.models import Conversation
from saath.conversations.ways import way_of
from saath.core.clock import now
from saath.core.errors import Conflict
from saath.core.faults import fault_point
from saath.orders.models import OrderAct
from saath.promises.amends.actions._giving import give, give_back, keep_code, words_alone
from saath.promises.amends.events import AMENDS_DROPPED, AMENDS_PREPARED, AMENDS_SENT
from saath.promises.amends.facts import has_ended, missed_of, of_customer_lately
from saath.promises.amends.rules import WhyNone, needs_person, why_none
from saath.promises.amends.wording import words_of_apology
from saath.promises.models import Amends, AmendsSettings, Clock
from saath.promises.reminders.facts import opens_at, waits_until
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_row
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

State = Amends.State
# A coupon that is not there by then is not waited for: an apology that comes late is none.
COUPON_TAKES = timedelta(minutes=30)
MOST_LOOKED_AT = 200
COLUMNS = (
    "state", "gift", "code", "cost_minor", "currency", "act", "signed_by", "message", "given_at", "sent_at", "dropped_for",
)  # fmt: skip


@action
def make_amends(actor: Actor, clock: Clock) -> datetime | None:
    """Make amends for a clock that was missed: once a conversation, seldom a customer, within the budget of the month.

    Returns when to try again where the shop is closed or enough was said for now, None where it was done or is not to be.
    """
    settings = _held_settings()
    if settings is None:
        return None
    hold_customer(clock.conversation)
    conversation = locked(clock.conversation)
    fresh = Clock.objects.get(pk=clock.pk)
    missed = missed_of(fresh, conversation, settings)
    if why_none(missed) is not None:
        return None
    way = way_of(conversation)
    # Where nobody is ever there no time is fit for a machine's word.
    is_by_hand = needs_person(missed) or opens_at(way) is None
    again_at = None if is_by_hand else waits_until(way)
    if again_at is not None:
        return again_at
    amends = Amends(
        conversation=conversation,
        identity=way.identity,
        clock=fresh,
        kind=fresh.kind,
        promised_at=fresh.due_at or fresh.missed_at or now(),
        state=State.PREPARED,
        currency=settings.currency,
        signed_by=_signer(settings, conversation),
    )
    if is_by_hand:
        insert_row(amends)
        emit(actor, AMENDS_PREPARED, subject=conversation, refs={"amends": amends})
        return None
    _give_and_say(actor, amends, conversation, settings, is_new=True)
    return None


@action
def send_amends(actor: Actor, amends: Amends) -> Amends:
    """Send what was prepared, as a colleague.

    Raises `Forbidden`, `Conflict` where it is settled, the answer was quicker, or the customer turned out to be one who had
    amends of late.
    """
    actor.require("conversation.reply")
    settings, fresh = _held_settings(), _held(amends)
    if settings is None or fresh.state != State.PREPARED:
        raise Conflict(_("This is settled already."))
    conversation = locked(fresh.conversation)
    others = of_customer_lately(conversation, settings).exclude(pk=fresh.pk)
    if others.filter(state__in=(State.SENT, State.WAITING)).exists():
        raise Conflict(
            _("This customer had an apology from you of late."),
            what_is_safe=_("Nothing was sent."),
            what_to_do=_("Answer them yourself, and let this one be."),
        )
    fresh.signed_by = Member.objects.filter(pk=actor.member_id or 0).first() or fresh.signed_by
    _give_and_say(actor, fresh, conversation, settings, is_new=False)
    return fresh


@action
def drop_amends(actor: Actor, amends: Amends) -> Amends:
    """Let amends that were prepared be. Raises `Forbidden`, `Conflict` where they are settled."""
    actor.require("conversation.reply")
    fresh = _held(amends)
    if fresh.state != State.PREPARED:
        raise Conflict(_("This is settled already."))
    _drop(actor, fresh, WhyNone.BY_HAND)
    return fresh


@action
def drop_overtaken(actor: Actor) -> int:
    """Let prepared amends be whose answer was quicker; return how many of the oldest."""
    prepared = Amends.objects.filter(state=State.PREPARED).select_related("conversation", "clock", "act")
    overtaken = [_held(each) for each in prepared.order_by("pk")[:MOST_LOOKED_AT] if _is_over(each)]
    dropped = [each for each in overtaken if each.state == State.PREPARED]
    for each in dropped:
        _drop(actor, each, WhyNone.OVERTAKEN)
    return len(dropped)


@action
def go_on_with_amends(actor: Actor, amends: Amends) -> datetime | None:
    """Send an apology whose coupon has come, or did not; returns when to look again, None where it is settled.

    Of a coupon whose fate nobody knows the apology says nothing, and its cost counts: the customer may have it.
    """
    settings, fresh = _held_settings(), _held(amends)
    if settings is None or fresh.state != State.WAITING or fresh.act is None:
        return None
    act, told_by = fresh.act, (fresh.given_at or fresh.created_at) + COUPON_TAKES
    is_open = act.state in (OrderAct.State.ASKED, OrderAct.State.SENDING, OrderAct.State.UNKNOWN)
    if is_open and now() < told_by:
        return told_by
    hold_customer(fresh.conversation)
    conversation = locked(fresh.conversation)
    again_at = None if _is_over(fresh) else waits_until(way_of(conversation))
    if again_at is not None:
        return again_at
    if act.state == OrderAct.State.DONE:
        fresh.code = str(act.wish.get("code", ""))
    elif not is_open:
        words_alone(fresh)
    _say(actor, fresh, conversation)
    return None


@action
def doubt_amends(actor: Actor) -> None:
    """Let colleagues send each apology of a shop that was restored, without codes, until somebody decides anew how amends are
    made: the shop may have said and given it since the backup.

    One that waited for its coupon is not said any more; what the customer may have got of it counts.
    """
    AmendsSettings.objects.update(is_doubted=True)
    for waiting in Amends.objects.filter(state=State.WAITING).order_by("pk"):
        _drop(actor, _held(waiting), WhyNone.RESTORED)


def _give_and_say(
    actor: Actor, amends: Amends, conversation: Conversation, settings: AmendsSettings, *, is_new: bool
) -> None:
    if has_ended(amends.clock, conversation):
        raise Conflict(_("The answer was quicker: there is nothing to be sorry for any more."))
    give(actor, amends, conversation, settings)
    fault_point("amends_after_giving")
    if is_new:
        insert_row(amends)
    else:
        amends.save(update_fields=COLUMNS)
    keep_code(amends)
    if amends.state != State.WAITING:
        _say(actor, amends, conversation)


def _say(actor: Actor, amends: Amends, conversation: Conversation) -> None:
    """Say it, unless the answer was quicker: then nothing is said, and what was taken for it is free again."""
    if has_ended(Clock.objects.get(pk=amends.clock_id), conversation) or not _is_open(conversation):
        _drop(actor, amends, WhyNone.OVERTAKEN)
        return
    message = say_automatically(
        conversation,
        words_of_apology(amends, conversation),
        why=Why.APOLOGY,
        author_id=amends.signed_by_id,
        way=way_of(conversation),
    )
    amends.message, amends.state, amends.sent_at = message, State.SENT, message.sent_at
    amends.save(update_fields=COLUMNS)
    fault_point("amends_before_commit")
    emit(actor, AMENDS_SENT, subject=amends, refs={"conversation": conversation, "message": message})


def _drop(actor: Actor, amends: Amends, why: WhyNone) -> None:
    """Send nothing. A coupon that was made, or may have been, still counts."""
    is_made = amends.act is not None and amends.act.state in OrderAct.GIVEN
    if not is_made:
        give_back(amends)
    amends.state, amends.dropped_for = State.DROPPED, why
    amends.save(update_fields=COLUMNS)
    emit(actor, AMENDS_DROPPED, subject=amends, refs={"conversation": amends.conversation})


def _is_over(amends: Amends) -> bool:
    return has_ended(amends.clock, amends.conversation) or not _is_open(amends.conversation)


def _is_open(conversation: Conversation) -> bool:
    return conversation.state in (
        Conversation.State.OPEN,
        Conversation.State.PENDING,
        Conversation.State.SNOOZED,
    )


def _held_settings() -> AmendsSettings | None:
    """Return the settings, held: two misses at once count the budget one after the other. None where nothing is decided."""
    held = AmendsSettings.objects.select_for_update(of=("self",)).select_related("signed_by", "allowed_by")
    return held.first()


def _held(amends: Amends) -> Amends:
    rows = Amends.objects.select_for_update(of=("self",)).select_related(
        "conversation", "clock", "act", "signed_by", "identity"
    )
    return rows.get(pk=amends.pk)


def _signer(settings: AmendsSettings, conversation: Conversation) -> Member | None:
    """Return who signs: whom the shop has chosen while they are here, else who has the conversation."""
    chosen = settings.signed_by
    return chosen if chosen is not None and chosen.is_active else conversation.assignee
