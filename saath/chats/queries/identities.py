"""What says who a visitor is."""

from __future__ import annotations

from saath.channels.chat import NAMESPACE
from saath.customers.models import Customer, Identity

EMAIL = "email"


def is_anonymous(identity: Identity) -> bool:
    """Tell whether nothing is known of a visitor but that they write."""
    return identity.namespace == NAMESPACE and identity.key.startswith("visitor:")


def is_vouched_for(customer: Customer) -> bool:
    """Tell whether the shop has signed who a customer is."""
    return Identity.objects.filter(customer=customer, namespace=NAMESPACE, proved_at__isnull=False).exists()


def has_proof(customer: Customer) -> bool:
    """Tell whether anything but a signature for the chat says who a customer is."""
    proved = Identity.objects.filter(customer=customer, proved_at__isnull=False)
    return proved.exclude(namespace=NAMESPACE).exists()
