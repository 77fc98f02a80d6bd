"""The audit is added to, and nothing else."""

import pytest
from django.db import DatabaseError, connection, transaction

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditEntry, AuditKind
from saath.accounts.models.audit_entry import AuditIsAppendOnly
from saath.tenancy.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> AuditEntry:
    return record_audit(Actor.system("test"), kind=AuditKind.SHOP_OPENED)


def test_the_product_changes_no_entry(entry: AuditEntry) -> None:
    with pytest.raises(AuditIsAppendOnly):
        AuditEntry.objects.update(kind=AuditKind.SIGNED_IN)
    with pytest.raises(AuditIsAppendOnly):
        AuditEntry.objects.bulk_update([entry], ["kind"])
    with pytest.raises(AuditIsAppendOnly):
        AuditEntry.objects.all().delete()
    with pytest.raises(AuditIsAppendOnly):
        entry.delete()
    with pytest.raises(AuditIsAppendOnly):
        entry.save()


def test_the_database_changes_no_entry_either(entry: AuditEntry) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_auditentry SET kind = 'signed_in'")
    entry.refresh_from_db()
    assert entry.kind == AuditKind.SHOP_OPENED


@pytest.mark.postgresql
def test_postgresql_drops_no_young_entry(entry: AuditEntry) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_auditentry")
