import django.db.models.deletion
import saath.core.clock
import saath.core.ids
import saath.tenancy.scope
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("sending", "0001_initial"),
        ("sending", "0002_return_path_is_tried"),
        ("sending", "0003_keys_of_two_kinds"),
        ("sending", "0004_ways_over_brevo"),
        ("sending", "0005_a_new_place_is_proved_first"),
    ]

    dependencies = [
        ("conversations", "0001_tables"),
        ("mailboxes", "0001_tables"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="MailDomain",
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
                ("name", models.CharField(max_length=253)),
                ("verdicts", models.JSONField(default=dict)),
                ("is_checking", models.BooleanField(default=False)),
                ("checked_at", models.DateTimeField(null=True)),
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
                "constraints": [models.UniqueConstraint(fields=("store", "name"), name="mail_domain_once")],
            },
        ),
        migrations.CreateModel(
            name="DkimKey",
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
                ("selector", models.CharField(max_length=40)),
                (
                    "algorithm",
                    models.CharField(
                        choices=[("rsa", "rsa"), ("ed25519", "ed25519")], default="rsa", max_length=8
                    ),
                ),
                ("private", models.TextField(blank=True)),
                ("public", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("signing", "Signing"), ("retired", "Retired")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("changed_at", models.DateTimeField(default=saath.core.clock.now)),
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
                    "domain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keys",
                        to="sending.maildomain",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("store", "domain", "selector"), name="dkim_key_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="WayOut",
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
                        choices=[
                            ("smtp", "Smtp"),
                            ("consent", "Consent"),
                            ("mailgun", "Mailgun"),
                            ("brevo", "Brevo"),
                        ],
                        max_length=8,
                    ),
                ),
                ("host", models.CharField(max_length=253)),
                ("port", models.PositiveIntegerField()),
                (
                    "security",
                    models.CharField(
                        choices=[("none", "none"), ("starttls", "starttls"), ("tls", "tls")], max_length=8
                    ),
                ),
                ("user", models.CharField(max_length=320)),
                ("secret", models.TextField(blank=True)),
                ("former_host", models.CharField(blank=True, max_length=253)),
                ("former_port", models.PositiveIntegerField(null=True)),
                ("former_security", models.CharField(blank=True, max_length=8)),
                ("former_secret", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("trying", "Trying"), ("works", "Works"), ("fails", "Fails")],
                        default="trying",
                        max_length=8,
                    ),
                ),
                ("trouble", models.CharField(blank=True, max_length=12)),
                ("detail", models.CharField(blank=True, max_length=200)),
                ("tried_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="conversations.channelaccount",
                    ),
                ),
                (
                    "mailbox",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="mailboxes.mailbox",
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
                    models.UniqueConstraint(fields=("store", "account", "host", "user"), name="way_out_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Outlet",
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
                    "plus",
                    models.CharField(
                        choices=[
                            ("unknown", "Unknown"),
                            ("asked", "Asked"),
                            ("works", "Works"),
                            ("fails", "Fails"),
                        ],
                        default="unknown",
                        max_length=8,
                    ),
                ),
                ("probe", models.CharField(blank=True, max_length=255)),
                ("probed_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="conversations.channelaccount",
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
                    "way",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="sending.wayout",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("store", "account"), name="outlet_once")],
            },
        ),
    ]
