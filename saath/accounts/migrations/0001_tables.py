import django.db.models.deletion
import saath.core.clock
import saath.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("accounts", "0001_initial"),
        ("accounts", "0003_audit_of_no_export"),
        ("accounts", "0004_audit_of_the_ledger"),
        ("accounts", "0005_letter_keys"),
        ("accounts", "0006_audit_of_deliveries"),
    ]

    dependencies = [
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "public_id",
                    models.UUIDField(default=saath.core.ids.new_public_id, editable=False, unique=True),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="E-mail address")),
                ("email_key", models.CharField(max_length=254, unique=True)),
                ("name", models.CharField(max_length=120, verbose_name="Name")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("hi", "हिन्दी"), ("gu", "ગુજરાતી")],
                        default="en",
                        max_length=8,
                        verbose_name="Language",
                    ),
                ),
                (
                    "theme",
                    models.CharField(
                        blank=True,
                        choices=[("", "As on this device"), ("light", "Light"), ("dark", "Dark")],
                        default="",
                        max_length=8,
                        verbose_name="Light or dark",
                    ),
                ),
                (
                    "address_form",
                    models.CharField(
                        blank=True,
                        choices=[("", "My name only"), ("feminine", "As a woman"), ("masculine", "As a man")],
                        default="",
                        max_length=12,
                        verbose_name="How we speak of you",
                    ),
                ),
                (
                    "has_letter_keys",
                    models.BooleanField(default=True, verbose_name="Single letters work as keys"),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
            ],
            options={
                "verbose_name": "person",
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
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
                            ("signed_in", "Signed in"),
                            ("sign_in_failed", "Sign-in failed"),
                            ("sign_in_blocked", "Too many failed sign-ins"),
                            ("signed_out", "Signed out"),
                            ("password_changed", "Password changed"),
                            ("password_reset", "Password set anew by mail"),
                            ("factor_added", "Second step added"),
                            ("factor_removed", "Second step removed"),
                            ("factor_renewed", "New recovery codes made"),
                            ("sessions_ended", "Other sessions ended"),
                            ("member_invited", "Colleague invited"),
                            ("invitation_withdrawn", "Invitation withdrawn"),
                            ("member_joined", "Colleague joined"),
                            ("role_changed", "Role changed"),
                            ("member_revoked", "Colleague removed"),
                            ("shop_opened", "Shop set up"),
                            ("settings_changed", "Shop settings changed"),
                            ("mail_released", "Mail let in that a rule kept out"),
                            ("mail_read_again", "Mail read again"),
                            ("raw_mail_seen", "Mail downloaded as it came"),
                            ("delivery_seen", "Delivery of a platform downloaded as it came"),
                            ("secret_seen", "Secret looked at"),
                        ],
                        max_length=32,
                    ),
                ),
                ("ip", models.GenericIPAddressField(null=True)),
                ("agent", models.CharField(blank=True, max_length=80)),
                ("detail", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "store",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.store",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["store", "-id"], name="audit_by_store"),
                    models.Index(fields=["person", "-id"], name="audit_by_person"),
                ],
            },
        ),
    ]
