"""What a request on the staff host carries once its sender is known to be a colleague."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store


class StaffRequest(HttpRequest):
    """A request of a member of the store; set up by the host and member middleware."""

    actor: Actor
    member: Member
    store: Store
    htmx: HtmxDetails
