import django.db.models.deletion
import saath.core.clock
import saath.core.ids
import saath.tenancy.scope
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("team", "0001_hearing"),
        ("team", "0002_hears_of_answers_from_outside"),
        ("team", "0003_rings_for_chats"),
    ]

    dependencies = [
        ("conversations", "0001_tables"),
        ("stores", "0001_tables"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Hearing",
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
                ("kinds", models.JSONField(default=dict)),
                (
                    "quiet",
                    models.CharField(
                        choices=[("closed", "CLOSED"), ("times", "TIMES"), ("never", "NEVER")], max_length=6
                    ),
                ),
                ("quiet_from", models.TimeField(null=True)),
                ("quiet_to", models.TimeField(null=True)),
                (
                    "digest",
                    models.CharField(
                        choices=[("off", "OFF"), ("hourly", "HOURLY"), ("daily", "DAILY")], max_length=6
                    ),
                ),
                ("shows_words", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField(default=saath.core.clock.now)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="stores.member"
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
                    models.UniqueConstraint(fields=("store", "member"), name="hearing_once_a_member")
                ],
            },
        ),
        migrations.CreateModel(
            name="Missed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("new", "NEW"),
                            ("chat", "CHAT"),
                            ("answered", "ANSWERED"),
                            ("called", "CALLED"),
                            ("handed", "HANDED"),
                            ("promise", "PROMISE"),
                            ("woken", "WOKEN"),
                            ("failed", "FAILED"),
                            ("aside", "ASIDE"),
                            ("overdue", "OVERDUE"),
                        ],
                        max_length=8,
                    ),
                ),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="stores.member"
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
                        fields=("store", "member", "conversation", "kind"), name="missed_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PushDevice",
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
                ("endpoint", models.TextField()),
                ("key", models.CharField(max_length=64)),
                ("p256dh", models.CharField(max_length=120)),
                ("auth", models.CharField(max_length=40)),
                ("label", models.CharField(max_length=80)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="stores.member"
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
                "constraints": [models.UniqueConstraint(fields=("store", "key"), name="push_device_once")],
            },
        ),
    ]
