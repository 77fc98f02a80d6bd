"""Policies, composite foreign keys and grants of PostgreSQL, derived from the models after each migration.

Derived rather than written into migrations: a new model cannot be forgotten, and every step may be repeated.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import AppConfig, apps
from django.conf import settings
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from saath.tenancy.models import StoreRow

# The scope is read in a sub-select, which PostgreSQL runs once a statement: beside the row, its name was looked up and the
# row's store written as text for each of the thousand rows that a count looks at.
# Written as a test for NULL, which the planner takes to be true of nearly every row. It took the plain comparison to be
# true of one row in a hundred, on top of the store that each query names itself, and joined in the wrong order: the
# first page of a queue read the whole queue. Without the setting it is a store that is not there, and nothing is visible.
SCOPE = """(SELECT CASE current_setting('saath.store', true) WHEN '*' THEN NULL
    ELSE coalesce(nullif(current_setting('saath.store', true), ''), '-1')::bigint END)"""
VISIBLE = f"nullif(store_id = coalesce({SCOPE}, store_id), false) IS NOT NULL"


def apply_after_migrate(app_config: AppConfig, using: str, **_: object) -> None:
    """Bring PostgreSQL's own guards up to the models, once, after the last app has migrated."""
    if app_config.label == _last_label() and connections[using].vendor == "postgresql":
        apply(connections[using])


def apply(connection: BaseDatabaseWrapper) -> None:
    """Force row-level security on every store's table, tie their references together, and let the app's role in."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model in store_models():
            if model._meta.db_table in tables:
                _protect(cursor, model)
        for model in store_models():
            if model._meta.db_table in tables:
                _tie(cursor, model)
                _untie(cursor, model)
        _let_in(cursor, settings.DATABASE_APP_ROLE)


def store_models() -> Iterator[type[StoreRow]]:
    """Yield every concrete model whose rows belong to a store."""
    for model in apps.get_models():
        if issubclass(model, StoreRow) and not model._meta.proxy and model._meta.managed:
            yield model


def store_references(model: type[StoreRow]) -> Iterator[models.ForeignKey[StoreRow, StoreRow]]:
    """Yield the foreign keys of a model that lead to another row of the same store."""
    for field in model._meta.concrete_fields:
        target = field.related_model
        if isinstance(field, models.ForeignKey) and isinstance(target, type) and issubclass(target, StoreRow):
            yield field


def repeated_columns(model: type[StoreRow]) -> list[str]:
    """Return the columns whose own foreign keys say nothing that the composite ones do not.

    A row that must lead to another of its store is in a store that is there, because the other one is.
    """
    references = [*store_references(model)]
    is_led = any(not field.null and field.related_model is not model for field in references)
    return [*(field.column for field in references), *(["store_id"] if is_led else [])]


def _protect(cursor: CursorWrapper, model: type[StoreRow]) -> None:
    table = model._meta.db_table
    cursor.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    cursor.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
    cursor.execute(f'DROP POLICY IF EXISTS saath_store ON "{table}"')
    cursor.execute(f'CREATE POLICY saath_store ON "{table}" USING ({VISIBLE}) WITH CHECK ({VISIBLE})')
    _add_constraint(cursor, table, f"{table}_store_key", "UNIQUE (store_id, id)")


def _tie(cursor: CursorWrapper, model: type[StoreRow]) -> None:
    table = model._meta.db_table
    for field in store_references(model):
        assert isinstance(field.related_model, type)
        target = field.related_model._meta.db_table
        _add_constraint(
            cursor,
            table,
            f"{table}_{field.column}_store"[:63],
            f'FOREIGN KEY (store_id, "{field.column}") REFERENCES "{target}" (store_id, id) DEFERRABLE INITIALLY DEFERRED',
        )


def _untie(cursor: CursorWrapper, model: type[StoreRow]) -> None:
    """Drop the foreign keys that the composite ones repeat: two of three lookups of each row that is written."""
    table = model._meta.db_table
    cursor.execute(
        "SELECT conname FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]"
        " WHERE contype = 'f' AND conrelid = %s::regclass AND cardinality(conkey) = 1 AND attname = ANY(%s)",
        [f'"{table}"', repeated_columns(model)],
    )
    for (name,) in cursor.fetchall():
        cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')


def _add_constraint(cursor: CursorWrapper, table: str, name: str, definition: str) -> None:
    cursor.execute(
        "SELECT 1 FROM pg_constraint WHERE conname = %s AND conrelid = %s::regclass", [name, f'"{table}"']
    )
    if cursor.fetchone() is None:
        cursor.execute(f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {definition}')


def _let_in(cursor: CursorWrapper, role: str) -> None:
    cursor.execute(
        "SELECT current_user <> %s AND EXISTS (SELECT 1 FROM pg_roles WHERE rolname = %s)", [role, role]
    )
    row = cursor.fetchone()
    if row is not None and row[0]:
        quoted = '"' + role.replace('"', '""') + '"'
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quoted}")
        for function in _own_functions(cursor):
            cursor.execute(f"GRANT EXECUTE ON FUNCTION {function} TO {quoted}")


def _own_functions(cursor: CursorWrapper) -> list[str]:
    """Return the functions that are ours to give rights on: whoever runs the database may have laid others beside them."""
    cursor.execute(
        "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        r" AND proname LIKE 'saath\_%' AND pg_get_userbyid(proowner) = current_user"
    )
    return [str(function) for (function,) in cursor.fetchall()]


def _last_label() -> str:
    return [config.label for config in apps.get_app_configs() if config.models_module is not None][-1]
