"""PostgreSQL: let the app's role have tables looked at that have grown from nothing, which only their owner may."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# Whoever calls it chooses nothing: tables of the same owner, and only those of which PostgreSQL knows nearly nothing. What
# somebody else looks at already is left out, so that nobody waits.
ADD = """
CREATE OR REPLACE FUNCTION saath_look_at_grown() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    grown regclass;
BEGIN
    FOR grown IN
        SELECT oid FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relowner = current_user::regrole
            AND reltuples < 100 AND pg_relation_size(oid) > 131072
    LOOP
        EXECUTE 'ANALYZE (SKIP_LOCKED) ' || grown;
    END LOOP;
END $$
"""
# Rights on every function are given to the app's role at the end of the migrations.
STATEMENTS = (ADD, "REVOKE ALL ON FUNCTION saath_look_at_grown() FROM PUBLIC")


def add(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _on_postgresql(schema_editor, STATEMENTS)


def remove(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _on_postgresql(schema_editor, ("DROP FUNCTION saath_look_at_grown()",))


def _on_postgresql(schema_editor: BaseDatabaseSchemaEditor, statements: tuple[str, ...]) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0001_initial")]

    operations = [migrations.RunPython(add, remove)]
