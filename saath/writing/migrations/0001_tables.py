import django.db.models.deletion
import saath.core.clock
import saath.core.ids
import saath.tenancy.scope
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("writing", "0001_initial"),
        ("writing", "0002_inserted_later"),
        ("writing", "0003_inserted_in_any_draft"),
        ("writing", "0004_checklist"),
    ]

    dependencies = [
        ("checklists", "0001_tables"),
        ("conversations", "0001_tables"),
        ("stores", "0001_tables"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedReply",
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
                ("name", models.CharField(max_length=80)),
                ("key", models.CharField(max_length=160)),
                ("folder", models.CharField(blank=True, max_length=122)),
                ("language", models.CharField(default="en", max_length=7)),
                ("tags_on", models.JSONField(default=list)),
                ("tags_off", models.JSONField(default=list)),
                (
                    "becomes",
                    models.CharField(
                        blank=True,
                        choices=[("", "UNCHANGED"), ("solved", "SOLVED"), ("pending", "WITH_CUSTOMER")],
                        max_length=8,
                    ),
                ),
                (
                    "assigns",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "UNCHANGED"),
                            ("me", "ME"),
                            ("nobody", "NOBODY"),
                            ("colleague", "COLLEAGUE"),
                        ],
                        max_length=9,
                    ),
                ),
                ("sent", models.PositiveIntegerField(default=0)),
                ("unedited", models.PositiveIntegerField(default=0)),
                ("judged", models.PositiveIntegerField(default=0)),
                ("solved", models.PositiveIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField(default=saath.core.clock.now)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                ("deleted_at", models.DateTimeField(null=True)),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="stores.member",
                    ),
                ),
                (
                    "checklist",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="checklists.checklist",
                    ),
                ),
                (
                    "colleague",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="stores.member",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("deleted_at", None), ("owner", None)),
                        fields=("store", "key"),
                        name="saved_reply_once_for_all",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("deleted_at", None), ("owner__isnull", False)),
                        fields=("store", "owner", "key"),
                        name="saved_reply_once_for_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InsertedInDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("draft_id", models.UUIDField()),
                ("language", models.CharField(blank=True, max_length=7)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
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
                    "reply",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="writing.savedreply"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("store", "draft_id", "reply"), name="saved_reply_once_a_draft"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedUse",
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
                ("language", models.CharField(blank=True, max_length=7)),
                ("is_unedited", models.BooleanField(default=False)),
                ("undo", models.JSONField(default=dict)),
                ("is_counted", models.BooleanField(default=False)),
                (
                    "outcome",
                    models.CharField(
                        blank=True, choices=[("solved", "Solved"), ("more", "Needed More")], max_length=6
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="conversations.conversation",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="stores.member",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="conversations.message",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="writing.savedreply",
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
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_at", None)),
                        fields=["store", "id"],
                        name="saved_use_unsettled",
                    ),
                    models.Index(fields=["store", "created_at"], name="saved_use_by_time"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("store", "reply", "message"), name="saved_use_once_a_message"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedWording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=7)),
                ("text", models.TextField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("based_on_version", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "reply",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wordings",
                        to="writing.savedreply",
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
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("store", "reply", "language"), name="saved_wording_once")
                ],
            },
        ),
    ]
