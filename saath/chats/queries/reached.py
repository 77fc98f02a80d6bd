"""Whether a visitor who goes can be written to."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, Q

from saath.channels.chat import NAMESPACE
from saath.chats.models import Contact, Visitor
from saath.chats.queries.identities import EMAIL
from saath.conversations.models import ChannelAccount
from saath.customers.models import Identity


@dataclass(frozen=True, slots=True)
class Reached:
    """A visitor with an address, and whether it is surely theirs."""

    is_confirmed: bool


def reached(visitor: Visitor) -> Reached | None:
    """Return how a visitor is reached, None where they may give an address; one statement.

    A shop that writes no mails asks for none.
    """
    given = Contact.objects.filter(identity=visitor.identity_id)
    who = visitor.identity
    is_proved = who.namespace == NAMESPACE and who.proved_at is not None
    theirs = Identity.objects.filter(customer=who.customer_id if is_proved else None, namespace=EMAIL)
    found = (
        ChannelAccount.objects.filter(channel=EMAIL, is_active=True)
        .annotate(
            is_given=Exists(given),
            is_confirmed=Exists(given.filter(confirmed_at__isnull=False)),
            is_known=Exists(theirs.filter(~Q(key=""), proved_at__isnull=False)),
        )
        .values_list("is_given", "is_confirmed", "is_known")
        .first()
    )
    if found is None:
        return Reached(is_confirmed=False)
    is_given, is_confirmed, is_known = found
    return Reached(is_confirmed or is_known) if is_given or is_known else None
