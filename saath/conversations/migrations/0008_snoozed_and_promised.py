import django.db.models.deletion
from django.db import migrations, models

import saath.core.clock
import saath.core.ids
import saath.tenancy.scope


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0007_unsent_words"),
        ("stores", "0005_acknowledges"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="conversation", name="snoozed_until", field=models.DateTimeField(null=True)
        ),
        migrations.AddField(
            model_name="conversation",
            name="snoozed_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="stores.member",
            ),
        ),
        migrations.AddField(
            model_name="conversation", name="update_due_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddField(
            model_name="conversation",
            name="update_kind",
            field=models.CharField(blank=True, default="", max_length=5),
            preserve_default=False,
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
                ],
                default="open",
                max_length=8,
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("state", "snoozed")),
                fields=["store", "snoozed_until", "id"],
                name="conversation_snoozed",
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("update_due_at__isnull", False)),
                fields=["store", "update_due_at", "id"],
                name="conversation_promised",
            ),
        ),
        migrations.CreateModel(
            name="PromisedUpdate",
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
                    models.CharField(
                        choices=[("write", "Write"), ("call", "Call")], default="write", max_length=5
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("what", models.CharField(blank=True, max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("kept", "Kept"),
                            ("missed", "Missed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="open",
                        max_length=9,
                    ),
                ),
                ("kept_at", models.DateTimeField(null=True)),
                ("event_id", models.BigIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="promised_updates",
                        to="conversations.conversation",
                    ),
                ),
                (
                    "kept_with",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="conversations.message",
                    ),
                ),
                (
                    "promised_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="stores.member",
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
                    "told_in",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="conversations.message",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["store", "event_id"], name="promised_update_event")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kept_at", None), ("state__in", ("open", "missed"))),
                        fields=("store", "conversation"),
                        name="promised_update_owed",
                    )
                ],
            },
        ),
    ]
