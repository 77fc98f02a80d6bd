"""A customer says yes or no to being written to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.core.errors import BadInput
from saath.core.text import storable
from saath.customers.consent import How, channels_of
from saath.customers.consenting import mark_present
from saath.customers.events import CUSTOMER_CONSENTED
from saath.customers.models import Consent, Customer
from saath.customers.weighing import weigh
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_row
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

VERB = "customer.edit"
LONGEST_PROOF = 300


@dataclass(frozen=True, slots=True)
class Shown:
    """The words with which somebody was asked: their language, and which edition of them."""

    wording: str
    language: str
    version: int


@action
def record_consent(
    actor: Actor,
    customer: Customer,
    *,
    purpose: str,
    channel: str,
    shown: Shown,
    how: str,
    proof: str = "",
    message: UUID | None = None,
    at: datetime | None = None,
) -> Consent:
    """Write down that a customer said yes, `at` a time that may be past. An older one than what stands changes nothing now.

    Raises `Forbidden`, and `BadInput` without the words that were shown, and without a proof: where they said it, or a message.
    """
    actor.require(VERB)
    proof = _checked(purpose, channel, how, proof)
    if not shown.wording.strip():
        raise BadInput(field="wording")
    if not proof and message is None:
        raise BadInput(_("Say where it can be read or heard again."), field="proof")
    return _write(
        actor,
        Consent(
            customer=customer,
            purpose=purpose,
            channel=channel,
            is_given=True,
            how=how,
            wording=shown.wording,
            language=shown.language,
            version=shown.version,
            proof=proof,
            message=message,
            at=at or now(),
        ),
    )


@action
def withdraw_consent(
    actor: Actor,
    customer: Customer,
    *,
    purpose: str,
    channel: str,
    how: str = How.STOPPED,
    proof: str = "",
    at: datetime | None = None,
) -> Consent:
    """Write down that a customer said no: nothing more is asked for it. Raises `Forbidden`, `BadInput`."""
    actor.require(VERB)
    proof = _checked(purpose, channel, how, proof)
    row = Consent(customer=customer, purpose=purpose, channel=channel, is_given=False, how=how, proof=proof)
    row.at = at or now()
    return _write(actor, row)


def _checked(purpose: str, channel: str, how: str, proof: str) -> str:
    if channel not in channels_of(purpose):
        raise BadInput(_("Choose what it is for, and by what."), field="channel")
    if how not in How.values:
        raise BadInput(field="how")
    words = " ".join(storable(proof).split())
    if len(words) > LONGEST_PROOF:
        raise BadInput(_("That is too long."), field="proof")
    return words


def _write(actor: Actor, row: Consent) -> Consent:
    if row.at > now():
        raise BadInput(_("That is still to come."), field="at")
    held = Customer.objects.select_for_update(of=("self",)).get(pk=row.customer_id)
    row.customer_id = held.merged_into_id or held.pk
    row.recorded_by_id = actor.member_id
    insert_row(row)
    mark_present(row.customer_id)
    weigh(row.customer_id)
    emit(actor, CUSTOMER_CONSENTED, subject=row.customer, refs={"consent": row}, changed=["consent"])
    return row
