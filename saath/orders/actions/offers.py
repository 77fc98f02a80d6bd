"""Something is offered to a customer by a link, and the link is opened."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.core.clock import now
from saath.core.errors import BadInput
from saath.core.money import Money
from saath.core.text import storable
from saath.customers.models import Identity
from saath.orders.events import OFFER_MADE, PAYMENT_ACCOUNT_CHANGED
from saath.orders.models import Offer, PaymentAccount, Product, Sale, Variant
from saath.orders.products.links import address_of
from saath.orders.products.upi import MOST, is_vpa
from saath.tenancy.actor import Actor
from saath.tenancy.models import StoreOwned
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

MOST_PIECES = 99


@action
def offer_product(
    actor: Actor,
    *,
    kind: str,
    product: Product,
    variant: Variant,
    identity: Identity,
    conversation: UUID,
    pieces: int = 1,
) -> Offer | None:
    """Make the link by which a product, or a cart with it, is offered to somebody; None where the shop has no such place.

    It counts as sent only when an answer leaves with it. Raises `Forbidden`, `BadInput`.
    """
    actor.require("conversation.reply")
    if not 1 <= pieces <= MOST_PIECES:
        raise BadInput(_("That is no number of pieces."), field="pieces")
    address = address_of(kind, product.connection, product.url, variant, pieces=pieces)
    if not address:
        return None
    return _made(
        actor,
        identity,
        Offer(
            kind=kind, product=product, variant_key=variant.key, quantity=pieces, address=address,
            conversation=conversation,
        ),
    )  # fmt: skip


@action
def offer_payment(actor: Actor, *, amount: Money, identity: Identity, conversation: UUID) -> Offer:
    """Make the link by which somebody is asked to pay by UPI. It says nothing of whether they have.

    Raises `Forbidden`, `BadInput`.
    """
    actor.require("conversation.reply")
    if not PaymentAccount.objects.exclude(vpa="").exists():
        raise BadInput(
            _("The shop has no UPI address yet."),
            what_to_do=_("The owner of the shop enters it under Settings, Payment links."),
        )
    if amount.currency != "INR" or not 0 < amount.minor <= MOST:
        raise BadInput(
            _("UPI takes rupees, and at most %(most)s at once.") % {"most": "₹1,00,000"}, field="amount"
        )
    offer = Offer(
        kind=Offer.Kind.PAYMENT,
        amount_minor=amount.minor,
        currency=amount.currency,
        conversation=conversation,
    )
    return _made(actor, identity, offer)


@action
def offers_sent(actor: Actor, public_ids: Collection[UUID], *, at: datetime | None) -> None:
    """Write down that links have left with an answer; None for `at` that it was taken back."""
    Offer.objects.filter(public_id__in=list(public_ids), sent_at__isnull=at is not None).update(sent_at=at)


@action
def sale_told(actor: Actor, order: StoreOwned, *, event_id: int) -> None:
    """Write down by which event a sale was told in its conversation."""
    Sale.objects.filter(order_id=order.pk).update(event_id=event_id)


@action
def count_opening(actor: Actor, offer: Offer) -> None:
    """Count that a link was opened, by whomever: nothing else is kept of them."""
    Offer.objects.filter(pk=offer.pk).update(opens=F("opens") + 1, opened_at=now())


@action
def set_payment_account(actor: Actor, *, vpa: str, name: str) -> None:
    """Say where payments by UPI go; an empty address says that there is none. Raises `Forbidden`, `BadInput`."""
    actor.require("payment.account")
    vpa, name = vpa.strip(), " ".join(storable(name).split())
    if vpa and not is_vpa(vpa):
        raise BadInput(
            _("This is not written like a UPI address."),
            what_to_do=_("It looks like shopname@bank, as your payment app shows it."),
            field="vpa",
        )
    if vpa and not 0 < len(name) <= 99:
        raise BadInput(_("Say by which name payers know the shop."), field="name")
    account = PaymentAccount.objects.select_for_update().first() or PaymentAccount()
    account.vpa, account.name, account.changed_at = vpa, name if vpa else "", now()
    account.save()
    emit(actor, PAYMENT_ACCOUNT_CHANGED, subject=account, changed=["vpa", "name"])
    # Who changes it has customers pay somebody else.
    record_audit(actor, kind=AuditKind.SETTINGS_CHANGED, detail={"changed": ["payment account"]})


def _made(actor: Actor, identity: Identity, offer: Offer) -> Offer:
    offer.identity, offer.customer = identity, identity.customer
    offer.save()
    emit(actor, OFFER_MADE, subject=offer, refs={"customer": offer.customer})
    return offer
