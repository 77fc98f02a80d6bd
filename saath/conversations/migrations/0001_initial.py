import django.db.models.deletion
import saath.core.clock
import saath.core.ids
import saath.core.references
import saath.tenancy.scope
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0001_initial"),
        ("files", "0001_initial"),
        ("stores", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChannelAccount",
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
                ("channel", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=120)),
                ("address", models.CharField(max_length=320)),
                ("key", models.CharField(max_length=320)),
                ("is_active", models.BooleanField(default=True)),
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
        ),
        migrations.CreateModel(
            name="Conversation",
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
                    "reference",
                    models.CharField(
                        default=saath.core.references.new_reference, editable=False, max_length=12
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("pending", "Pending"),
                            ("solved", "Solved"),
                            ("spam", "Spam"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=400)),
                ("language", models.CharField(blank=True, max_length=2)),
                ("waiting_since", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("first_answered_at", models.DateTimeField(null=True)),
                ("solved_at", models.DateTimeField(null=True)),
                ("last_text", models.CharField(blank=True, max_length=240)),
                ("last_language", models.CharField(blank=True, max_length=2)),
                ("last_message_id", models.BigIntegerField(default=0)),
                ("last_message_at", models.DateTimeField()),
                ("message_count", models.PositiveIntegerField(default=0)),
                ("has_failed_delivery", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
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
                    "assignee",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="stores.member",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conversations",
                        to="customers.customer",
                    ),
                ),
                (
                    "identity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.identity"
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
        migrations.CreateModel(
            name="Message",
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
                    "direction",
                    models.CharField(choices=[("in", "In"), ("out", "Out"), ("note", "Note")], max_length=4),
                ),
                ("is_automatic", models.BooleanField(default=False)),
                ("subject", models.CharField(blank=True, max_length=400)),
                ("text", models.TextField(blank=True)),
                ("folded_text", models.TextField(blank=True)),
                ("language", models.CharField(blank=True, max_length=2)),
                ("recipients", models.JSONField(default=list)),
                ("has_attachments", models.BooleanField(default=False)),
                ("client_key", models.CharField(max_length=64, null=True)),
                ("sent_at", models.DateTimeField()),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="stores.member",
                    ),
                ),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="conversations.conversation",
                    ),
                ),
                (
                    "html",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "identity",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.identity",
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
        migrations.CreateModel(
            name="IntakeItem",
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
                ("source", models.CharField(max_length=20)),
                ("envelope", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("accepted", "Accepted"),
                            ("ignored", "Ignored"),
                            ("quarantined", "Quarantined"),
                            ("failed", "Failed"),
                        ],
                        default="received",
                        max_length=12,
                    ),
                ),
                ("rule", models.CharField(blank=True, max_length=60)),
                ("error", models.CharField(blank=True, max_length=200)),
                ("message_key", models.CharField(blank=True, max_length=255)),
                ("fingerprint", models.CharField(blank=True, max_length=64)),
                ("is_repeat", models.BooleanField(default=False)),
                ("received_at", models.DateTimeField()),
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
                    "raw",
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
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="receipts",
                        to="conversations.message",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Delivery",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("held", "Held"),
                            ("queued", "Queued"),
                            ("sending", "Sending"),
                            ("sent", "Sent"),
                            ("failed", "Failed"),
                            ("unknown", "Unknown"),
                            ("undone", "Undone"),
                        ],
                        default="held",
                        max_length=8,
                    ),
                ),
                ("leaves_at", models.DateTimeField()),
                ("attempt", models.PositiveSmallIntegerField(default=0)),
                ("provider_key", models.CharField(blank=True, max_length=255)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("sent_at", models.DateTimeField(null=True)),
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
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="delivery",
                        to="conversations.message",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
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
                ("content_id", models.CharField(blank=True, max_length=255)),
                ("is_inline", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
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
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="conversations.message",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MessageKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=255)),
                ("fingerprint", models.CharField(blank=True, max_length=64)),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keys",
                        to="conversations.message",
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
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("last_message_id", models.BigIntegerField(default=0)),
                ("read_at", models.DateTimeField()),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
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
        ),
        migrations.CreateModel(
            name="Tag",
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
                ("name", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=80)),
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
        ),
        migrations.CreateModel(
            name="ConversationTag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="taggings",
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
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="taggings",
                        to="conversations.tag",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="channelaccount",
            constraint=models.UniqueConstraint(fields=("channel", "key"), name="account_key"),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("state", "open")),
                fields=["store", "due_at", "id"],
                name="conversation_answer_now",
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("state", "open")),
                fields=["store", "assignee", "due_at", "id"],
                name="conversation_mine",
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                fields=["store", "state", "-last_message_at", "-id"], name="conversation_latest"
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                fields=["store", "customer", "-last_message_at"], name="conversation_of_customer"
            ),
        ),
        migrations.AddConstraint(
            model_name="conversation",
            constraint=models.UniqueConstraint(fields=("store", "reference"), name="conversation_reference"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["store", "conversation", "id"], name="message_thread"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(fields=("store", "client_key"), name="message_client_key"),
        ),
        migrations.AddIndex(
            model_name="intakeitem",
            index=models.Index(fields=["store", "state", "-id"], name="intake_state"),
        ),
        migrations.AddConstraint(
            model_name="intakeitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("is_repeat", False), ("state", "accepted"), models.Q(("message_key", ""), _negated=True)
                ),
                fields=("store", "message_key", "fingerprint"),
                name="intake_same_mail_once",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state__in", ["held", "queued", "sending", "failed", "unknown"])),
                fields=["store", "state", "-id"],
                name="delivery_unsettled",
            ),
        ),
        migrations.AddIndex(
            model_name="attachment",
            index=models.Index(fields=["store", "message"], name="attachment_message"),
        ),
        migrations.AddIndex(
            model_name="messagekey",
            index=models.Index(fields=["store", "key"], name="message_key"),
        ),
        migrations.AddConstraint(
            model_name="reading",
            constraint=models.UniqueConstraint(
                fields=("store", "conversation", "member"), name="reading_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="tag",
            constraint=models.UniqueConstraint(fields=("store", "key"), name="tag_key"),
        ),
        migrations.AddConstraint(
            model_name="conversationtag",
            constraint=models.UniqueConstraint(
                fields=("store", "conversation", "tag"), name="conversation_tag"
            ),
        ),
    ]
