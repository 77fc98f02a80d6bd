"""PostgreSQL: keep with each event the transaction that wrote it, for the cursor of live streams."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

ADD = (
    "ALTER TABLE timeline_event ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id()",
    "CREATE INDEX event_xid ON timeline_event (xid, store_id)",
)
REMOVE = ("DROP INDEX event_xid", "ALTER TABLE timeline_event DROP COLUMN xid")


def add(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _on_postgresql(schema_editor, ADD)


def remove(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _on_postgresql(schema_editor, REMOVE)


def _on_postgresql(schema_editor: BaseDatabaseSchemaEditor, statements: tuple[str, ...]) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("timeline", "0001_initial")]

    operations = [migrations.RunPython(add, remove)]
