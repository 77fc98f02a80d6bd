import django.db.models.deletion
import saath.core.clock
import saath.core.ids
import saath.core.references
import saath.tenancy.scope
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("conversations", "0001_initial"),
        ("conversations", "0002_intake_provenance"),
        ("conversations", "0003_proof_spam_and_ledger"),
        ("conversations", "0004_suppression_and_acknowledgement"),
        ("conversations", "0005_mentions_and_threads_by_time"),
        ("conversations", "0005_parties"),
        ("conversations", "0006_answers_in_order"),
        ("conversations", "0007_unsent_words"),
        ("conversations", "0008_snoozed_and_promised"),
        ("conversations", "0009_handed_over"),
        ("conversations", "0010_saved_views"),
        ("conversations", "0011_latest_with_the_promise"),
        ("conversations", "0012_called"),
        ("conversations", "0013_solutions"),
        ("conversations", "0014_merged"),
        ("conversations", "0015_draft_chosen"),
        ("conversations", "0016_field_values"),
        ("conversations", "0017_problems"),
        ("conversations", "0018_many_at_once"),
        ("conversations", "0019_asked_aside"),
        ("conversations", "0020_called_by_one_index"),
        ("conversations", "0021_what_was_seen_of_a_problem"),
        ("conversations", "0022_checklists"),
        ("conversations", "0023_channel_switch"),
        ("conversations", "0024_chat"),
        ("conversations", "0025_by_account"),
        ("conversations", "0026_rating"),
        ("conversations", "0027_moved"),
        ("conversations", "0028_about"),
        ("conversations", "0029_message_order"),
        ("conversations", "0030_guessed_order"),
    ]

    dependencies = [
        ("checklists", "0001_tables"),
        ("customers", "0001_tables"),
        ("fields", "0001_tables"),
        ("files", "0001_initial"),
        ("orders", "0001_tables"),
        ("stores", "0001_tables"),
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
                ("authserv_ids", models.CharField(blank=True, max_length=300)),
                ("is_behind_server", models.BooleanField(default=False)),
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
                "constraints": [models.UniqueConstraint(fields=("channel", "key"), name="account_key")],
            },
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
                            ("snoozed", "Snoozed"),
                            ("solved", "Solved"),
                            ("spam", "Spam"),
                            ("merged", "Merged"),
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
                (
                    "resolution",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("answer", "Answer"),
                            ("refund", "Refund"),
                            ("replacement", "Replacement"),
                            ("redelivery", "Delivered again"),
                            ("credit", "Credit note"),
                            ("repair", "Repair"),
                            ("apology", "Apology"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "order_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("chosen", "Chosen by a colleague"),
                            ("said", "Chosen by the customer"),
                            ("number", "They wrote its number"),
                            ("product", "They wrote what is in it"),
                            ("waiting", "It has not arrived yet"),
                            ("only", "Their only order"),
                            ("newest", "Their newest order"),
                        ],
                        max_length=10,
                    ),
                ),
                ("former_references", models.TextField(blank=True)),
                ("field_words", models.TextField(blank=True)),
                ("items_done", models.PositiveSmallIntegerField(default=0)),
                ("items_total", models.PositiveSmallIntegerField(default=0)),
                ("snoozed_until", models.DateTimeField(null=True)),
                ("update_due_at", models.DateTimeField(null=True)),
                ("update_kind", models.CharField(blank=True, max_length=5)),
                ("aside_due_at", models.DateTimeField(null=True)),
                ("aside_kind", models.CharField(blank=True, max_length=8)),
                ("last_text", models.CharField(blank=True, max_length=240)),
                ("last_language", models.CharField(blank=True, max_length=2)),
                ("last_message_id", models.BigIntegerField(default=0)),
                ("last_message_at", models.DateTimeField()),
                ("message_count", models.PositiveIntegerField(default=0)),
                ("has_failed_delivery", models.BooleanField(default=False)),
                ("handover_count", models.PositiveSmallIntegerField(default=0)),
                ("reopened_since", models.DateTimeField(null=True)),
                ("reopened_times", models.PositiveSmallIntegerField(default=0)),
                (
                    "spam_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("blocked", "Blocked"),
                            ("upstream", "Upstream"),
                            ("learned", "Learned"),
                            ("colleague", "Colleague"),
                        ],
                        max_length=12,
                    ),
                ),
                ("parties", models.JSONField(default=list)),
                ("draft_marks", models.TextField(blank=True)),
                (
                    "taught",
                    models.CharField(blank=True, choices=[("spam", "Spam"), ("ham", "Wanted")], max_length=4),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
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
                    "follows",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="follow_ups",
                        to="conversations.conversation",
                    ),
                ),
                (
                    "guessed_order",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="orders.order",
                    ),
                ),
                (
                    "identity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.identity"
                    ),
                ),
                (
                    "last_account",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="conversations.channelaccount",
                    ),
                ),
                (
                    "last_identity",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.identity",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="merged",
                        to="conversations.conversation",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="orders.order",
                    ),
                ),
                (
                    "snoozed_by",
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["store", "due_at", "id"],
                        name="conversation_answer_now",
                    ),
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["store", "assignee", "due_at", "id"],
                        name="conversation_mine",
                    ),
                    models.Index(
                        fields=["store", "state", "-last_message_at", "-id", "update_due_at"],
                        name="conversation_latest",
                    ),
                    models.Index(
                        condition=models.Q(("state", "snoozed")),
                        fields=["store", "snoozed_until", "id"],
                        name="conversation_snoozed",
                    ),
                    models.Index(
                        condition=models.Q(("update_due_at__isnull", False)),
                        fields=["store", "update_due_at", "id"],
                        name="conversation_promised",
                    ),
                    models.Index(
                        fields=["store", "customer", "-last_message_at"], name="conversation_of_customer"
                    ),
                    models.Index(
                        fields=["store", "account", "state", "-last_message_at"],
                        name="conversation_by_account",
                    ),
                    models.Index(
                        condition=models.Q(("follows__isnull", False)),
                        fields=["store", "follows", "-id"],
                        name="conversation_follows",
                    ),
                    models.Index(
                        condition=models.Q(("merged_into__isnull", False)),
                        fields=["store", "merged_into"],
                        name="conversation_merged",
                    ),
                    models.Index(
                        condition=models.Q(("last_account__isnull", False)),
                        fields=["store", "last_account", "state", "-last_message_at"],
                        name="conversation_moved",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("store", "reference"), name="conversation_reference")
                ],
            },
        ),
        migrations.CreateModel(
            name="ConversationValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.TextField(blank=True)),
                ("former", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField(default=saath.core.clock.now)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "changed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="stores.member",
                    ),
                ),
                (
                    "conversation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="conversations.conversation",
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="fields.field"
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
                        fields=("store", "conversation", "field"), name="conversation_value_once"
                    )
                ],
            },
        ),
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
                ("is_earlier_seen", models.BooleanField(default=False)),
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
                (
                    "resolution",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("answer", "Answer"),
                            ("refund", "Refund"),
                            ("replacement", "Replacement"),
                            ("redelivery", "Delivered again"),
                            ("credit", "Credit note"),
                            ("repair", "Repair"),
                            ("apology", "Apology"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("copies", models.JSONField(null=True)),
                (
                    "switch_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("asked", "The customer asked for it"),
                            ("closed", "The channel lets no answer through"),
                            ("files", "The files are too large there"),
                            ("urgent", "It is urgent"),
                            ("bounced", "What we sent there came back"),
                            ("other", "Another reason"),
                        ],
                        max_length=8,
                    ),
                ),
                ("switch_words", models.CharField(blank=True, max_length=200)),
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
                    "goes_to",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
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
                (
                    "writer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="stores.member"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("leaves_at", None)),
                        fields=("store", "conversation", "writer", "kind"),
                        name="draft_once",
                    )
                ],
            },
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
            options={
                "indexes": [models.Index(fields=["store", "draft"], name="draft_file_draft")],
            },
        ),
        migrations.CreateModel(
            name="Handover",
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
                    "reason",
                    models.CharField(
                        choices=[
                            ("knows", "They know this better"),
                            ("language", "They speak the customer's language"),
                            ("decides", "They may decide this"),
                            ("away", "Whoever has it is not here"),
                            ("load", "Too much at once"),
                            ("other", "Another reason"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reason_words", models.CharField(blank=True, max_length=200)),
                ("summary", models.TextField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handovers",
                        to="conversations.conversation",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="stores.member",
                    ),
                ),
                (
                    "given_to",
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
                    "was_with",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="stores.member",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
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
                ("delivery_key", models.CharField(max_length=120, null=True)),
                ("is_imported", models.BooleanField(default=False)),
                ("body", models.TextField(blank=True)),
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
                ("is_released", models.BooleanField(default=False)),
                ("arrived_at", models.DateTimeField(null=True)),
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
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
                "indexes": [
                    models.Index(fields=["store", "-received_at", "-id"], name="intake_newest"),
                    models.Index(fields=["store", "state", "-received_at", "-id"], name="intake_by_state"),
                    models.Index(fields=["store", "source", "-received_at", "-id"], name="intake_by_source"),
                    models.Index(
                        condition=models.Q(("is_repeat", True)),
                        fields=["store", "-received_at", "-id"],
                        name="intake_repeats",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("store", "delivery_key"), name="intake_delivery_once")
                ],
            },
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
                ("rich", models.TextField(blank=True)),
                ("language", models.CharField(blank=True, max_length=2)),
                ("recipients", models.JSONField(default=list)),
                ("has_attachments", models.BooleanField(default=False)),
                ("is_sender_proved", models.BooleanField(null=True)),
                ("proof", models.CharField(blank=True, max_length=280)),
                ("client_key", models.CharField(max_length=64, null=True)),
                ("sent_at", models.DateTimeField()),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="conversations.channelaccount",
                    ),
                ),
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
                    "goes_to",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.identity",
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
                    "order",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="orders.order",
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
                "indexes": [
                    models.Index(
                        fields=["store", "conversation", "created_at", "id"], name="message_in_thread"
                    ),
                    models.Index(
                        condition=models.Q(("direction", "out")),
                        fields=["store", "id"],
                        name="message_answers",
                    ),
                    models.Index(
                        condition=models.Q(("goes_to__isnull", False)),
                        fields=["store", "goes_to", "conversation"],
                        name="message_goes_elsewhere",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("store", "client_key"), name="message_client_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=255)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="conversations.intakeitem",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mentions",
                        to="conversations.message",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["store", "key"], name="mention_key")],
            },
        ),
        migrations.AddField(
            model_name="intakeitem",
            name="message",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="receipts",
                to="conversations.message",
            ),
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
                (
                    "report",
                    models.CharField(
                        blank=True,
                        choices=[("late", "Late"), ("complained", "Complained"), ("bounced", "Bounced")],
                        max_length=10,
                    ),
                ),
                ("report_status", models.CharField(blank=True, max_length=12)),
                ("soft_bounces", models.PositiveSmallIntegerField(default=0)),
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
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["held", "queued", "sending", "failed", "unknown"])),
                        fields=["store", "state", "-id"],
                        name="delivery_unsettled",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Called",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seen_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
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
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="called",
                        to="conversations.conversation",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="called",
                        to="conversations.message",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("seen_at", None)),
                        fields=["store", "member", "conversation"],
                        name="called_unseen",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("store", "message", "member"), name="called_once")
                ],
            },
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
            options={
                "indexes": [models.Index(fields=["store", "message"], name="attachment_message")],
            },
        ),
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "identity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="customers.identity"
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
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="conversations.conversation",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="conversations.message",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["store", "identity", "-created_at"], name="acknowledgement_of_identity"
                    ),
                    models.Index(fields=["store", "-created_at"], name="acknowledgement_newest"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("store", "conversation"), name="acknowledgement_once")
                ],
            },
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
            options={
                "indexes": [models.Index(fields=["store", "key"], name="message_key")],
            },
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
                ("kind", models.CharField(choices=[("merge", "Merge"), ("split", "Split")], max_length=5)),
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
                        condition=models.Q(("undone_at", None)), fields=["store", "target"], name="move_into"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Outsider",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("packer", "Packer"),
                            ("workshop", "Workshop"),
                            ("supplier", "Supplier"),
                            ("courier", "Courier"),
                            ("other", "Somebody else"),
                        ],
                        default="other",
                        max_length=8,
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=320)),
                ("key", models.CharField(blank=True, max_length=320)),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("hi", "हिन्दी"), ("gu", "ગુજરાતી")], max_length=2
                    ),
                ),
                ("last_asked_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                ("deleted_at", models.DateTimeField(null=True)),
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("deleted_at", None), models.Q(("key", ""), _negated=True)),
                        fields=("store", "key"),
                        name="outsider_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Problem",
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
                ("name", models.CharField(max_length=120)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Not solved yet"),
                            ("answering", "Being answered"),
                            ("solved", "Solved"),
                        ],
                        default="open",
                        max_length=9,
                    ),
                ),
                ("conversation_count", models.PositiveIntegerField(default=0)),
                ("link_count", models.PositiveIntegerField(default=0)),
                ("answer", models.JSONField(default=dict)),
                ("resolution", models.CharField(blank=True, max_length=12)),
                ("seen_id", models.BigIntegerField(default=0)),
                ("answers_at", models.DateTimeField(null=True)),
                ("solved_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="stores.member",
                    ),
                ),
                (
                    "opened_by",
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
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "solved"), _negated=True),
                        fields=["store", "-id"],
                        name="problem_unsolved",
                    ),
                    models.Index(
                        condition=models.Q(("state", "solved")),
                        fields=["store", "-solved_at", "-id"],
                        name="problem_solved",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="conversation",
            name="problem",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="conversations",
                to="conversations.problem",
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
        migrations.CreateModel(
            name="PutChecklist",
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
                ("names", models.JSONField(default=dict)),
                ("is_own", models.BooleanField(default=False)),
                ("is_required", models.BooleanField(default=False)),
                ("finished_event_id", models.BigIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                ("deleted_at", models.DateTimeField(null=True)),
                (
                    "checklist",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="checklists.checklist",
                    ),
                ),
                (
                    "conversation",
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["store", "conversation"], name="put_checklist_conversation")
                ],
            },
        ),
        migrations.CreateModel(
            name="ChecklistItem",
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
                ("names", models.JSONField(default=dict)),
                ("place", models.PositiveSmallIntegerField(default=0)),
                ("is_done", models.BooleanField(default=False)),
                ("done_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                ("deleted_at", models.DateTimeField(null=True)),
                (
                    "done_by",
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
                (
                    "put",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="conversations.putchecklist",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
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
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("store", "conversation", "member"), name="reading_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
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
                ("name", models.CharField(max_length=60)),
                ("queue", models.CharField(max_length=20)),
                ("filters", models.JSONField(default=dict)),
                ("place", models.PositiveSmallIntegerField(default=0)),
                ("deleted_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("deleted_at", None)),
                        fields=["store", "owner", "place", "id"],
                        name="saved_view_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SenderRule",
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
                ("kind", models.CharField(choices=[("allow", "Allow"), ("block", "Block")], max_length=5)),
                ("key", models.CharField(max_length=320)),
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
                "constraints": [models.UniqueConstraint(fields=("store", "key"), name="sender_rule_once")],
            },
        ),
        migrations.CreateModel(
            name="SideQuestion",
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
                ("due_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("reminded_at", models.DateTimeField(null=True)),
                ("overdue_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("event_id", models.BigIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "asked_by",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="conversations.message",
                    ),
                ),
                (
                    "outsider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="conversations.outsider",
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
                "indexes": [
                    models.Index(fields=["store", "event_id"], name="side_question_event"),
                    models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["store", "outsider"],
                        name="side_question_standing",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("store", "message"), name="side_question_message")
                ],
            },
        ),
        migrations.CreateModel(
            name="SideAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
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
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="conversations.sidequestion",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["store", "question", "id"], name="side_answer_question")],
                "constraints": [
                    models.UniqueConstraint(fields=("store", "message"), name="side_answer_message")
                ],
            },
        ),
        migrations.CreateModel(
            name="Solution",
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
                    "resolution",
                    models.CharField(
                        choices=[
                            ("answer", "Answer"),
                            ("refund", "Refund"),
                            ("replacement", "Replacement"),
                            ("redelivery", "Delivered again"),
                            ("credit", "Credit note"),
                            ("repair", "Repair"),
                            ("apology", "Apology"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("solved_at", models.DateTimeField()),
                ("is_quiet", models.BooleanField(default=False)),
                ("asked_at", models.DateTimeField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("silent_at", models.DateTimeField(null=True)),
                ("reopened_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("event_id", models.BigIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "answer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="conversations.message",
                    ),
                ),
                (
                    "asked_in",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="conversations.message",
                    ),
                ),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="solutions",
                        to="conversations.conversation",
                    ),
                ),
                (
                    "solved_by",
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
            ],
            options={
                "indexes": [
                    models.Index(fields=["store", "conversation", "-id"], name="solution_of_conversation"),
                    models.Index(fields=["store", "event_id"], name="solution_event"),
                    models.Index(
                        condition=models.Q(("asked_in__isnull", False)),
                        fields=["store", "asked_in"],
                        name="solution_asked_in",
                    ),
                    models.Index(
                        condition=models.Q(("asked_at__isnull", False)),
                        fields=["store", "-asked_at"],
                        name="solution_asked",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rating",
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
                ("stars", models.PositiveSmallIntegerField()),
                ("words", models.TextField(blank=True)),
                ("language", models.CharField(blank=True, max_length=2)),
                ("event_id", models.BigIntegerField(default=0)),
                ("changed_at", models.DateTimeField(null=True)),
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
                    "solution",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="conversations.solution",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["store", "event_id"], name="rating_event")],
                "constraints": [
                    models.UniqueConstraint(fields=("store", "solution"), name="rating_once"),
                    models.CheckConstraint(
                        condition=models.Q(("stars__gte", 1), ("stars__lte", 5)), name="rating_in_range"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SpamMemory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("spam_mails", models.PositiveIntegerField(default=0)),
                ("wanted_mails", models.PositiveIntegerField(default=0)),
                ("counts", models.BinaryField(default=bytes)),
                ("answered_to", models.BigIntegerField(default=0)),
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
                "constraints": [models.UniqueConstraint(fields=("store",), name="spam_memory_once")],
            },
        ),
        migrations.CreateModel(
            name="Suppression",
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
                ("namespace", models.CharField(max_length=60)),
                ("key", models.CharField(max_length=320)),
                ("address", models.CharField(max_length=320)),
                (
                    "reason",
                    models.CharField(
                        choices=[("bounced", "Bounced"), ("complained", "Complained")], max_length=10
                    ),
                ),
                ("status", models.CharField(blank=True, max_length=12)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
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
            options={
                "indexes": [models.Index(fields=["store", "-id"], name="suppression_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("store", "namespace", "key"), name="suppression_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Sweep",
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
                ("deed", models.CharField(max_length=12)),
                ("values", models.JSONField(default=dict)),
                ("queue", models.CharField(max_length=20)),
                ("total", models.PositiveSmallIntegerField()),
                ("figures", models.JSONField(default=dict)),
                ("finished_at", models.DateTimeField(null=True)),
                ("undo_asked_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
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
            },
        ),
        migrations.CreateModel(
            name="SweepPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("done", "Done"),
                            ("left", "Left"),
                            ("restored", "Restored"),
                            ("changed", "Changed"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("before", models.JSONField(default=dict)),
                ("version_after", models.PositiveIntegerField(default=0)),
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
                    "sweep",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="conversations.sweep",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("store", "sweep", "conversation"), name="sweep_part_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Switch",
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
                    "reason",
                    models.CharField(
                        choices=[
                            ("asked", "The customer asked for it"),
                            ("closed", "The channel lets no answer through"),
                            ("files", "The files are too large there"),
                            ("urgent", "It is urgent"),
                            ("bounced", "What we sent there came back"),
                            ("other", "Another reason"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reason_words", models.CharField(blank=True, max_length=200)),
                ("event_id", models.BigIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="conversations.channelaccount",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
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
                (
                    "switched_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="stores.member",
                    ),
                ),
                (
                    "was_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="conversations.channelaccount",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["store", "event_id"], name="switch_event")],
                "constraints": [models.UniqueConstraint(fields=("store", "message"), name="switch_once")],
            },
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
            options={
                "constraints": [models.UniqueConstraint(fields=("store", "key"), name="tag_key")],
            },
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
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("store", "conversation", "tag"), name="conversation_tag")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="intakeitem",
            index=models.Index(
                condition=models.Q(("message", None), ("state", "accepted")),
                fields=["store", "id"],
                name="intake_lost",
            ),
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
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("problem__isnull", False)),
                fields=["store", "problem", "id"],
                name="conversation_of_problem",
            ),
        ),
    ]
