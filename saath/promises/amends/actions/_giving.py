"""What goes with an apology: a code of the shop's list, or a coupon that its platform makes. Parts of making amends."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from saath.conversations.models import Conversation
from saath.conversations.queries.about import order_about
from saath.core.clock import now
from saath.orders.actions.acts import ask_act
from saath.orders.acts.commands import Kind
from saath.orders.acts.planning import what_can_be_done
from saath.orders.acts.queries import given_alone, limit_of
from saath.orders.acts.rules import needs_second
from saath.orders.acts.wishes import Wish
from saath.orders.models import Order
from saath.promises.amends.facts import spent_in_month
from saath.promises.amends.rules import fits_budget
from saath.promises.models import Amends, AmendsCode, AmendsSettings
from saath.stores.queries import actor_of
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id

Gift, State = AmendsSettings.Gift, Amends.State


def give(actor: Actor, amends: Amends, conversation: Conversation, settings: AmendsSettings) -> None:
    """Put into amends what the budget and the shop have; words alone where neither has anything. The settings are held.

    A coupon is only asked for here: it comes later, or does not.
    """
    amends.gift, amends.cost_minor, amends.currency = Gift.WORDS, 0, settings.currency
    spent_minor = spent_in_month(now(), currency=settings.currency)
    if settings.gift == Gift.WORDS or not fits_budget(
        settings.case_minor, spent_minor=spent_minor, month_minor=settings.month_minor
    ):
        return
    if settings.gift == Gift.CODES:
        if not settings.is_doubted:  # a code that is free in a backup may have gone out since
            _take_code(amends, settings)
    else:
        _ask_for_coupon(actor, amends, conversation, settings)
    amends.given_at = now() if amends.gift != Gift.WORDS else None


def keep_code(amends: Amends) -> None:
    """Write down with which amends a code went, once these have a row."""
    if amends.gift == Gift.CODES:
        AmendsCode.objects.filter(code=amends.code).update(amends=amends)


def give_back(amends: Amends) -> None:
    """Let what was meant for amends that are not sent be free again."""
    if amends.gift == Gift.CODES:
        AmendsCode.objects.filter(code=amends.code).update(amends=None, used_at=None)
    words_alone(amends)


def words_alone(amends: Amends) -> None:
    """Let amends be words and cost nothing."""
    amends.gift, amends.code, amends.cost_minor, amends.given_at = Gift.WORDS, "", 0, None


def _take_code(amends: Amends, settings: AmendsSettings) -> None:
    free = AmendsCode.objects.select_for_update().filter(used_at=None).order_by("pk").first()
    if free is None:
        return
    free.used_at = now()
    free.save(update_fields=["used_at"])
    amends.gift, amends.code, amends.cost_minor = Gift.CODES, free.code, settings.case_minor


def _ask_for_coupon(
    actor: Actor, amends: Amends, conversation: Conversation, settings: AmendsSettings
) -> None:
    order, _why = order_about(actor, conversation)
    giver = actor_of(settings.allowed_by) if settings.allowed_by else None
    if order is None or giver is None or not _can_be_made(giver, order, settings):
        return
    zone = Store.objects.get(pk=current_store_id()).zone
    act = ask_act(
        giver,
        order,
        wish=Wish(
            Kind.COUPON,
            amount_minor=settings.case_minor,
            until=(now() + timedelta(days=settings.coupon_days)).astimezone(zone).date(),
        ),
        reason=_("A promise was not kept."),
        key=amends.public_id,
        seen_minor=settings.case_minor,
        conversation=conversation.public_id,
    )
    amends.act, amends.gift, amends.cost_minor = act, Gift.COUPON, settings.case_minor
    amends.state = State.WAITING


def _can_be_made(giver: Actor, order: Order, settings: AmendsSettings) -> bool:
    """Tell whether the platform makes a coupon, and whoever allowed it may give so much without a second person."""
    is_able = Kind.COUPON in what_can_be_done(order).kinds and order.currency == settings.currency
    if not is_able or not giver.may("order.act"):
        return False
    limit = limit_of(giver, order.currency)
    return not needs_second(settings.case_minor, limit, given_alone(giver, order))
