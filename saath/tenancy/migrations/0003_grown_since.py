"""PostgreSQL: look at what has grown since it was looked at last, whatever its owner is called."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# A table of few rows that stays large, as a queue that was long once, would be looked at after each batch. The name of an owner
# is compared as it is: as a `regrole` it is read like one in a statement, where capitals and spaces ask for quotes.
REPLACE = """
CREATE OR REPLACE FUNCTION saath_look_at_grown() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    grown regclass;
BEGIN
    FOR grown IN
        SELECT oid FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_get_userbyid(relowner) = current_user
            AND reltuples < 100 AND pg_relation_size(oid) > 131072 + 16384 * relpages::bigint
    LOOP
        EXECUTE 'ANALYZE (SKIP_LOCKED) ' || grown;
    END LOOP;
END $$
"""


def replace(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(REPLACE)


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0002_grown_tables")]

    operations = [migrations.RunPython(replace, migrations.RunPython.noop)]
