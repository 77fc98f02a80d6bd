"""The database itself refuses to change an audit entry, and on PostgreSQL to drop one before its time.

SQLite has no TRUNCATE, so a trigger on DELETE would also stop the emptying of a test database; there the manager
alone stands guard against deletion.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

REFUSE = {
    "sqlite": [
        """
        CREATE TRIGGER audit_entry_unchanged BEFORE UPDATE ON accounts_auditentry
        BEGIN SELECT RAISE(ABORT, 'audit entries are append only'); END
        """
    ],
    "postgresql": [
        """
        CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'audit entries are append only' USING ERRCODE = 'integrity_constraint_violation'; END $$
        """,
        """
        CREATE TRIGGER audit_entry_unchanged BEFORE UPDATE ON accounts_auditentry
        FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()
        """,
        """
        CREATE TRIGGER audit_entry_kept BEFORE DELETE ON accounts_auditentry
        FOR EACH ROW WHEN (OLD.created_at > now() - interval '365 days') EXECUTE FUNCTION audit_entry_refuse()
        """,
    ],
}
ALLOW = {
    "sqlite": ["DROP TRIGGER audit_entry_unchanged"],
    "postgresql": [
        "DROP TRIGGER audit_entry_unchanged ON accounts_auditentry",
        "DROP TRIGGER audit_entry_kept ON accounts_auditentry",
        "DROP FUNCTION audit_entry_refuse()",
    ],
}


def refuse_changes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers of this engine in place."""
    for statement in REFUSE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow_changes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take them away again, for a migration backwards."""
    for statement in ALLOW[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_tables")]

    operations = [migrations.RunPython(refuse_changes, allow_changes, elidable=False)]
