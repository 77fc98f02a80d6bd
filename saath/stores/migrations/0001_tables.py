import django.core.validators
import django.db.models.deletion
import saath.core.clock
import saath.core.ids
import saath.stores.models.settings
import saath.tenancy.scope
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("stores", "0001_initial"),
        ("stores", "0002_settings_holidays_texts"),
        ("stores", "0003_blanked_invitations"),
        ("stores", "0004_settings_holiday_state"),
        ("stores", "0005_acknowledges"),
        ("stores", "0006_after_solving"),
        ("stores", "0007_away"),
        ("stores", "0008_takes_chats"),
    ]

    dependencies = [
        ("accounts", "__first__"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Member",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "Owner"),
                            ("manager", "Manager"),
                            ("member", "Colleague"),
                            ("reader", "Reader"),
                        ],
                        max_length=12,
                        verbose_name="Role",
                    ),
                ),
                ("display_name", models.CharField(max_length=120, verbose_name="Name that customers see")),
                ("is_active", models.BooleanField(default=True)),
                ("joined_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("away_from", models.DateTimeField(null=True)),
                ("away_until", models.DateTimeField(null=True)),
                ("away_note", models.CharField(blank=True, max_length=400)),
                ("takes_chats", models.BooleanField(default=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "stand_in",
                    models.ForeignKey(
                        db_index=False,
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("store", "person"), name="member_once_per_store")
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
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
                ("email", models.EmailField(max_length=254, verbose_name="E-mail address")),
                ("email_key", models.CharField(max_length=254)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "Owner"),
                            ("manager", "Manager"),
                            ("member", "Colleague"),
                            ("reader", "Reader"),
                        ],
                        max_length=12,
                        verbose_name="Role",
                    ),
                ),
                ("token_hash", models.CharField(max_length=64)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                ("sent_at", models.DateTimeField(default=saath.core.clock.now)),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
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
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stores.member",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("store", "token_hash"), name="invitation_token_once"),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("accepted_at", None),
                            ("withdrawn_at", None),
                            models.Q(("email_key", ""), _negated=True),
                        ),
                        fields=("store", "email_key"),
                        name="invitation_one_open_per_address",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoreSettings",
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
                    "hours",
                    models.JSONField(
                        default=saath.stores.models.settings.usual_hours,
                        validators=[saath.stores.models.settings.check_hours],
                        verbose_name="Opening hours",
                    ),
                ),
                (
                    "first_answer_target_seconds",
                    models.PositiveIntegerField(
                        default=300,
                        validators=[
                            django.core.validators.MinValueValidator(60),
                            django.core.validators.MaxValueValidator(604800),
                        ],
                        verbose_name="First answer within",
                    ),
                ),
                (
                    "holiday_state",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=2,
                        validators=[saath.stores.models.settings.check_state],
                        verbose_name="Public holidays of",
                    ),
                ),
                (
                    "languages",
                    models.JSONField(
                        default=saath.stores.models.settings.all_languages,
                        validators=[saath.stores.models.settings.check_languages],
                        verbose_name="Languages",
                    ),
                ),
                ("acknowledges", models.BooleanField(default=True, verbose_name="Acknowledge new messages")),
                (
                    "asks_if_sorted",
                    models.BooleanField(default=True, verbose_name="Ask whether it is sorted"),
                ),
                (
                    "follow_up_after_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="A late answer opens a new conversation after",
                    ),
                ),
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("store",), name="settings_once_per_store")],
            },
        ),
        migrations.CreateModel(
            name="CustomerText",
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
                ("key", models.CharField(max_length=60)),
                ("language", models.CharField(max_length=2)),
                ("text", models.TextField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("based_on_version", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                ("changed_at", models.DateTimeField(default=saath.core.clock.now)),
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
                        fields=("store", "key", "language"), name="text_once_per_language"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Holiday",
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
                ("date", models.DateField(verbose_name="Day")),
                ("name", models.CharField(max_length=120, verbose_name="Name")),
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
            ],
            options={
                "ordering": ["date"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("store", "date"), name="holiday_once_per_store")
                ],
            },
        ),
    ]
