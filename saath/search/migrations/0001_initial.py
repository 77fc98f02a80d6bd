from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Cleared by the database itself when a row goes, whoever deletes it.
SQLITE = (
    """
    CREATE VIRTUAL TABLE search_tokens
    USING fts5(tokens, tokenize = 'ascii', detail = 'none', columnsize = 0)
    """,
    """
    CREATE TRIGGER search_document_forget AFTER DELETE ON search_document
    BEGIN DELETE FROM search_tokens WHERE rowid = OLD.message_id; END
    """,
)
# A short pending list halves the cost of a write and adds at most its 32 pages to a search.
POSTGRESQL = (
    "ALTER TABLE search_document ADD COLUMN tokens tsvector NOT NULL DEFAULT ''",
    """
    CREATE INDEX search_tokens ON search_document USING gin (tokens)
    WITH (fastupdate = on, gin_pending_list_limit = 256)
    """,
)
FORWARDS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
BACKWARDS = {"sqlite": ("DROP TABLE search_tokens",), "postgresql": ()}


def make_full_text(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in FORWARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_full_text(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in BACKWARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("message_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("store_id", models.BigIntegerField()),
                ("conversation_id", models.BigIntegerField()),
                ("folding_version", models.PositiveSmallIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["store_id", "conversation_id"], name="search_conversation"),
                    models.Index(fields=["store_id", "folding_version"], name="search_version"),
                ],
            },
        ),
        migrations.RunPython(make_full_text, drop_full_text),
    ]
