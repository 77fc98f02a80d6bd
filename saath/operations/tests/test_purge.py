"""Rows of every room go when their time is over."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from saath.accounts.models import AuditEntry
from saath.core.clock import now
from saath.operations.tests.filled import fill
from saath.tenancy.purge import purge_expired

# PostgreSQL itself keeps the audit for a year by its own clock.
LONG_AGO = timedelta(days=500)
LIFETIME = timedelta(days=365 * 50)


@pytest.mark.django_db(transaction=True)
def test_a_lifetime_later_nothing_stands_in_the_way_of_what_has_to_go() -> None:
    with time_machine.travel(now() - LONG_AGO):
        fill()
    assert AuditEntry.objects.exists()
    purge_expired(now() + LIFETIME)
    assert not AuditEntry.objects.exists()
