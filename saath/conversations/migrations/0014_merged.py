import django.db.models.deletion
import saath.core.clock
import saath.core.ids
import saath.tenancy.scope
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0013_solutions"),
        ("stores", "0005_acknowledges"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="conversation",
            name="former_references",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="conversation",
            name="merged_into",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="merged",
                to="conversations.conversation",
            ),
        ),
        migrations.AlterField(
            model_name="conversation",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "Open"),
                    ("pending", "Pending"),
                    ("snoozed", "Snoozed"),
                    ("solved", "Solved"),
                    ("spam", "Spam"),
                    ("merged", "Merged"),
                ],
                default="open",
                max_length=8,
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)),
                fields=["store", "merged_into"],
                name="conversation_merged",
            ),
        ),
        migrations.CreateModel(
            name="Move",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.UUIDField(default=saath.core.ids.new_public_id, editable=False, unique=True),
                ),
                (
                    "kind",
                    models.CharField(choices=[("merge", "Merge"), ("split", "Split")], max_length=5),
                ),
                ("messages", models.JSONField(default=list)),
                ("brought", models.JSONField(default=dict)),
                ("before", models.JSONField(default=dict)),
                ("version_after", models.PositiveIntegerField(default=0)),
                ("waiting_since", models.DateTimeField(null=True)),
                ("newest_id", models.BigIntegerField(default=0)),
                ("undone_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "moved_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="stores.member",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="conversations.conversation",
                    ),
                ),
                (
                    "store",
                    models.ForeignKey(
                        default=saath.tenancy.scope.current_store_id,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenancy.store",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="conversations.conversation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("undone_at", None)),
                        fields=["store", "source"],
                        name="move_out_of",
                    ),
                    models.Index(
                        condition=models.Q(("undone_at", None)),
                        fields=["store", "target"],
                        name="move_into",
                    ),
                ],
            },
        ),
    ]
