import django.db.models.deletion
import saath.core.clock
import saath.core.ids
import saath.tenancy.scope
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0006_answers_in_order"),
        ("files", "0001_initial"),
        ("stores", "0005_acknowledges"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
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
                ("kind", models.CharField(choices=[("reply", "Reply"), ("note", "Note")], max_length=5)),
                ("text", models.TextField(blank=True)),
                ("earlier_text", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("window", models.CharField(blank=True, max_length=40)),
                ("leaves_at", models.DateTimeField(null=True)),
                ("seen_message_id", models.BigIntegerField(default=0)),
                (
                    "held",
                    models.CharField(
                        blank=True,
                        choices=[("wrote", "Customer Wrote"), ("refused", "Refused")],
                        max_length=8,
                    ),
                ),
                ("solve", models.BooleanField(default=False)),
                ("copies", models.JSONField(null=True)),
                ("written_at", models.DateTimeField(default=saath.core.clock.now)),
                ("discarded_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
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
                    "writer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="stores.member"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DraftFile",
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
                ("name", models.CharField(max_length=200)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="conversations.draft",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
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
            ],
        ),
        migrations.AddField(
            model_name="conversation",
            name="draft_marks",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="message",
            name="rich",
            field=models.TextField(blank=True),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                condition=models.Q(("leaves_at", None)),
                fields=("store", "conversation", "writer", "kind"),
                name="draft_once",
            ),
        ),
        migrations.AddIndex(
            model_name="draftfile",
            index=models.Index(fields=["store", "draft"], name="draft_file_draft"),
        ),
    ]
