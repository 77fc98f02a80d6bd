"""What is known of a customer by field goes along when two customers are one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from saath.customers.models import Customer
from saath.customers.movers import Brought, Shift, moves
from saath.fields.filling import found_words
from saath.fields.models import CustomerValue

_ROWS = moves(CustomerValue, once="field")


def _bring(shift: Shift) -> Iterator[Brought]:
    yield from _ROWS.bring(shift)
    _find_by_what_is_known(shift)


def _take_back(shift: Shift, brought: Brought) -> None:
    _ROWS.take_back(shift, brought)
    _find_by_what_is_known(shift)


def _find_by_what_is_known(shift: Shift) -> None:
    for customer in (shift.source, shift.target):
        values = CustomerValue.objects.filter(customer=customer).select_related("field")
        words = found_words(values.order_by("field__place", "id"))
        Customer.objects.filter(pk=customer.pk).update(field_words=words)


KNOWN = replace(_ROWS, bring=_bring, take_back=_take_back)
