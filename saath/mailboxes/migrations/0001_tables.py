import django.db.models.deletion
import saath.core.clock
import saath.core.ids
import saath.tenancy.scope
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("mailboxes", "0001_initial"),
    ]

    dependencies = [
        ("conversations", "0001_tables"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mailbox",
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
                ("host", models.CharField(max_length=253)),
                ("port", models.PositiveIntegerField()),
                (
                    "security",
                    models.CharField(choices=[("tls", "tls"), ("starttls", "starttls")], max_length=8),
                ),
                ("user", models.CharField(max_length=320)),
                (
                    "sign_in",
                    models.CharField(
                        choices=[("password", "Password"), ("google", "Google"), ("microsoft", "Microsoft")],
                        max_length=9,
                    ),
                ),
                ("secret", models.TextField(blank=True)),
                ("reads_sent", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("connecting", "Connecting"),
                            ("choosing", "Choosing"),
                            ("watching", "Watching"),
                            ("paused", "Paused"),
                        ],
                        default="connecting",
                        max_length=10,
                    ),
                ),
                (
                    "trouble",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unknown-host", "unknown-host"),
                            ("private", "private"),
                            ("closed", "closed"),
                            ("silent", "silent"),
                            ("certificate", "certificate"),
                            ("tls", "tls"),
                            ("not-imap", "not-imap"),
                            ("password", "password"),
                            ("consent", "consent"),
                            ("provider", "provider"),
                            ("folder", "folder"),
                            ("broken", "broken"),
                            ("room", "room"),
                        ],
                        max_length=12,
                    ),
                ),
                ("trouble_detail", models.CharField(blank=True, max_length=200)),
                ("trouble_since", models.DateTimeField(null=True)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("try_at", models.DateTimeField(null=True)),
                ("has_chosen", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("known_from", models.DateTimeField(null=True)),
                ("last_success_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("store", "host", "user"), name="mailbox_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="MailboxFolder",
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
                ("role", models.CharField(choices=[("inbox", "Inbox"), ("sent", "Sent")], max_length=5)),
                ("name", models.CharField(max_length=255)),
                ("uidvalidity", models.BigIntegerField(null=True)),
                ("last_uid", models.BigIntegerField(default=0)),
                ("back_since", models.DateField(null=True)),
                ("back_uid", models.BigIntegerField(default=0)),
                ("back_to", models.BigIntegerField(default=0)),
                ("back_total", models.PositiveIntegerField(default=0)),
                ("back_done", models.PositiveIntegerField(default=0)),
                ("counts", models.JSONField(default=dict)),
                ("looked_at", models.DateTimeField(null=True)),
                ("renumbered_after", models.DateTimeField(null=True)),
                ("stuck_uid", models.BigIntegerField(default=0)),
                ("stuck_count", models.PositiveSmallIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "mailbox",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="folders",
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
                    models.UniqueConstraint(fields=("store", "mailbox", "name"), name="mailbox_folder_once")
                ],
            },
        ),
    ]
