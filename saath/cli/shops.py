"""The shop that a command is for."""

from __future__ import annotations

from django.utils.translation import gettext as _

from saath.core.errors import BadInput
from saath.tenancy.models import Store


def shop_called(slug: str) -> Store:
    """Return the shop of this short name; raises `BadInput` with those that there are."""
    store = Store.objects.filter(slug=slug).first()
    if store is None:
        there = ", ".join(Store.objects.order_by("slug").values_list("slug", flat=True))
        raise BadInput(
            _("There is no shop %(shop)s.") % {"shop": slug},
            what_is_safe=_("Nothing was changed."),
            what_to_do=_("The shops here: %(shops)s") % {"shops": there},
        )
    return store
