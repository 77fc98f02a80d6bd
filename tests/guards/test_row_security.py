"""On PostgreSQL the database itself keeps stores apart: policies are forced, the app owns nothing, references stay inside."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from saath.customers.models import Customer, Identity
from saath.tenancy.models import Store, StoreRow
from saath.tenancy.policies import apply, store_models, store_references
from saath.tenancy.scope import every_store, store_scope
from tests.databases import signed_in_as_owner
from tests.guards.verdict import verdict
from tests.postgres import Cluster

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]

UNPROTECTED = {
    "search_entry": "row security would turn the full-text index off: read through one function that takes the store first",
}


def table_faults(table: str) -> Iterator[str]:
    """Yield what a table lacks of forced row-level security for the role that is connected."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relrowsecurity AND relforcerowsecurity, pg_get_userbyid(relowner) = current_user,"
            " EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = c.oid) FROM pg_class c WHERE c.oid = %s::regclass",
            [f'"{table}"'],
        )
        is_forced, is_owned, has_policy = cursor.fetchone() or (False, True, False)
    if not (is_forced and has_policy):
        yield f"{table}"
    if is_owned:
        yield f"{table}: is owned by the app's role"


def reference_faults(model: type[StoreRow]) -> Iterator[str]:
    """Yield every reference of a model that no composite key keeps inside the store."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass",
            [f'"{table}"'],
        )
        definitions = [row[0].replace('"', "") for row in cursor.fetchall()]
    for field in store_references(model):
        if not any(f"FOREIGN KEY (store_id, {field.column})" in definition for definition in definitions):
            yield f"{table}.{field.column} may lead into another store"


def ungrounded(models: Iterable[type[StoreRow]]) -> Iterator[str]:
    """Yield every table from which no references that must be there lead to one with a key to its store."""
    for model in models:
        seen: set[type[StoreRow]] = set()
        ahead = [model]
        while ahead and not _has_key_to_its_store(ahead[-1]):
            here = ahead.pop()
            seen.add(here)
            leads = {field.related_model for field in store_references(here) if not field.null}
            ahead += [each for each in store_models() if each in leads - seen]
        if not ahead:
            yield f"{model._meta.db_table}: nothing says that its store is there"


def _has_key_to_its_store(model: type[StoreRow]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass"
            " AND pg_get_constraintdef(oid) LIKE 'FOREIGN KEY (store_id) %%')",
            [f'"{model._meta.db_table}"'],
        )
        return bool(cursor.fetchone()[0])


@pytest.fixture
def stores() -> tuple[Store, Store]:
    return Store.objects.create(name="One", slug="one"), Store.objects.create(name="Two", slug="two")


def test_every_table_of_a_store_is_protected() -> None:
    found = [fault for model in store_models() for fault in table_faults(model._meta.db_table)]
    assert verdict(found, {name: why for name, why in UNPROTECTED.items() if name in found}) == []


def test_every_reference_stays_inside_its_store() -> None:
    assert verdict(fault for model in store_models() for fault in reference_faults(model)) == []


def test_every_row_is_in_a_store_that_is_there() -> None:
    assert verdict(ungrounded(store_models())) == []


def test_no_reference_is_looked_up_twice() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint own WHERE contype = 'f' AND cardinality(conkey) = 1 AND EXISTS"
            " (SELECT 1 FROM pg_constraint WHERE contype = 'f' AND conrelid = own.conrelid"
            " AND cardinality(conkey) = 2 AND conkey[2] = own.conkey[1])"
        )
        assert cursor.fetchall() == []


def test_the_app_may_not_go_round_the_policies() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)


def test_rows_of_another_store_are_neither_seen_nor_written(stores: tuple[Store, Store]) -> None:
    mine, theirs = stores
    with store_scope(theirs.pk):
        Customer.objects.create(name="Hidden")
    with store_scope(mine.pk), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM customers_customer")
        assert cursor.fetchone() == (0,)
        cursor.execute("UPDATE customers_customer SET name = 'Taken'")
        assert cursor.rowcount == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Customer.objects.create(name="Smuggled", store_id=theirs.pk)


def test_without_a_scope_no_row_is_seen(stores: tuple[Store, Store]) -> None:
    with store_scope(stores[0].pk):
        Customer.objects.create(name="Hidden")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('saath.store', '', true)")
        cursor.execute("SELECT count(*) FROM customers_customer")
        assert cursor.fetchone() == (0,)


def test_a_reference_into_another_store_is_refused(stores: tuple[Store, Store]) -> None:
    mine, theirs = stores
    with every_store("an example across stores"):
        hidden = Customer.objects.create(name="Hidden", store_id=theirs.pk)
        astray = Identity(store_id=mine.pk, customer=hidden, namespace="email", key="a@b.c", address="a@b.c")
        with pytest.raises(IntegrityError, match="_store"), transaction.atomic():
            _save_and_check(astray)


def _save_and_check(row: Identity) -> None:
    row.save()
    connection.check_constraints()


@pytest.mark.django_db(transaction=True)
def test_a_function_of_somebody_else_stays_out_of_it() -> None:
    cluster = Cluster(Path(os.environ["SAATH_TEST_RUN"]))
    url = cluster.superuser_url(connection.settings_dict["NAME"])
    with psycopg.connect(url, autocommit=True) as superuser:
        superuser.execute("CREATE FUNCTION reset_figures() RETURNS void LANGUAGE sql AS ''")
        superuser.execute("REVOKE ALL ON FUNCTION reset_figures() FROM PUBLIC")
        try:
            with signed_in_as_owner():
                apply(connection)
            with connection.cursor() as cursor:
                cursor.execute("SELECT has_function_privilege('reset_figures()', 'EXECUTE')")
                assert cursor.fetchone() == (False,)
                cursor.execute("SELECT has_function_privilege('saath_look_at_grown()', 'EXECUTE')")
                assert cursor.fetchone() == (True,)
        finally:
            superuser.execute("DROP FUNCTION reset_figures()")


@pytest.mark.django_db(transaction=True)
def test_catches_a_table_that_nobody_protected() -> None:
    with signed_in_as_owner(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE guard_example (id bigint, store_id bigint)")
        try:
            assert list(table_faults("guard_example")) == [
                "guard_example",
                "guard_example: is owned by the app's role",
            ]
        finally:
            cursor.execute("DROP TABLE guard_example")


def test_catches_a_reference_that_nobody_tied() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE customers_identity (id bigint, store_id bigint, customer_id bigint)"
        )
    assert list(reference_faults(Identity)) == ["customers_identity.customer_id may lead into another store"]


def test_catches_a_row_of_which_nothing_says_that_its_store_is_there() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE customers_customer (id bigint, store_id bigint)")
    faults = ["customers_identity: nothing says that its store is there"]
    assert list(ungrounded([Identity])) == faults


@pytest.mark.django_db(transaction=True)
def test_transaction_that_began_without_a_scope_has_it_when_it_needs_it(stores: tuple[Store, Store]) -> None:
    with store_scope(stores[0].pk):
        with transaction.atomic():
            Customer.objects.create(name="Sunita")
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SAVEPOINT nobody_asked_for_a_store")
            assert Customer.objects.count() == 1
