"""The links by which a customer says whether it is sorted. A row's id and our signature: nothing else is told by them."""

from __future__ import annotations

from django.urls import reverse

from saath.conversations.models import Solution
from saath.conversations.solving.rules import is_link_over
from saath.core.clock import now
from saath.core.errors import NotFound
from saath.core.tokens import ExpiredToken, open_id, seal_id
from saath.stores.links import shopper_origin
from saath.tenancy.scope import current_store_id

PURPOSE = "is it sorted"
SHOPPERS = "config.urls.shopper"


def links_of(solution: Solution) -> dict[str, str]:
    """Return the addresses for "yes" and "not_yet"; they open a page and do nothing by themselves."""
    page = reverse("portal:sorted", args=[seal_id(PURPOSE, solution.public_id)], urlconf=SHOPPERS)
    address = shopper_origin(current_store_id()) + page
    return {"yes": f"{address}?is=yes", "not_yet": f"{address}?is=not-yet"}


def solution_of_link(sealed: str) -> Solution:
    """Return what a link is about. Raises `BadToken`, `ExpiredToken`, `NotFound` for another shop's."""
    public_id = open_id(PURPOSE, sealed)
    found = Solution.objects.select_related("conversation__identity", "solved_by").filter(public_id=public_id)
    solution = found.first()
    if solution is None or solution.asked_at is None:
        raise NotFound()
    if is_link_over(solution.asked_at, now()):
        raise ExpiredToken()
    return solution
