import datetime
import django.db.models.deletion
import saath.core.clock
import saath.core.ids
import saath.orders.csv_files.values
import saath.orders.models.courier_figures
import saath.tenancy.scope
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("orders", "0001_initial"),
        ("orders", "0002_keys_and_health"),
        ("orders", "0003_products"),
        ("orders", "0004_received"),
        ("orders", "0005_acts"),
        ("orders", "0006_parcels_asked_about"),
        ("orders", "0007_offers"),
        ("orders", "0008_pincode"),
        ("orders", "0009_cash_rule"),
        ("orders", "0010_late"),
        ("orders", "0011_imports"),
        ("orders", "0012_parcels_gone"),
    ]

    dependencies = [
        ("customers", "0001_tables"),
        ("files", "0001_initial"),
        ("stores", "0001_tables"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Connection",
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
                ("platform", models.CharField(max_length=40)),
                ("account", models.CharField(blank=True, max_length=200)),
                ("name", models.CharField(max_length=80)),
                ("is_active", models.BooleanField(default=True)),
                ("secrets_sealed", models.TextField(blank=True)),
                ("credentials_sealed", models.TextField(blank=True)),
                ("token_expires_at", models.DateTimeField(null=True)),
                ("last_heard_at", models.DateTimeField(null=True)),
                ("last_polled_at", models.DateTimeField(null=True)),
                ("poll_cursor", models.JSONField(default=dict)),
                ("last_failed_at", models.DateTimeField(null=True)),
                ("failure", models.CharField(blank=True, max_length=300)),
                ("usual_gap_seconds", models.PositiveIntegerField(default=0)),
                ("gaps", models.PositiveSmallIntegerField(default=0)),
                ("silent_since", models.DateTimeField(null=True)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("last_refused_at", models.DateTimeField(null=True)),
                ("self_test", models.JSONField(default=dict)),
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("store", "platform", "account"), name="connection_account"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CourierFigures",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("courier", models.CharField(blank=True, max_length=80)),
                ("name", models.CharField(blank=True, max_length=80)),
                ("zone", models.CharField(blank=True, max_length=3)),
                ("parcels", models.IntegerField(default=0)),
                ("days", models.JSONField(default=saath.orders.models.courier_figures.no_days)),
                ("dispatch_days", models.IntegerField(default=0)),
                ("promised", models.IntegerField(default=0)),
                ("in_time", models.IntegerField(default=0)),
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
                    models.UniqueConstraint(fields=("store", "courier", "zone"), name="figures_of_courier")
                ],
            },
        ),
        migrations.CreateModel(
            name="CustomerFigures",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("orders", models.IntegerField(default=0)),
                ("spent_minor", models.BigIntegerField(default=0)),
                ("refunded_minor", models.BigIntegerField(default=0)),
                ("cancelled", models.IntegerField(default=0)),
                ("returned", models.IntegerField(default=0)),
                (
                    "customer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="customers.customer",
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
                        fields=("store", "customer", "currency"), name="figures_of_customer"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DeliveryRule",
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
                ("dispatch_days", models.PositiveSmallIntegerField(default=2)),
                ("courier_days", models.PositiveSmallIntegerField(default=5)),
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
                    models.UniqueConstraint(fields=("store",), name="delivery_rule_once_per_store")
                ],
            },
        ),
        migrations.CreateModel(
            name="Order",
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
                ("key", models.CharField(max_length=80)),
                ("number", models.CharField(max_length=60)),
                ("number_key", models.CharField(max_length=60)),
                ("email_key", models.CharField(blank=True, max_length=320)),
                ("phone_key", models.CharField(blank=True, max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("placed", "Placed"),
                            ("confirmed", "Confirmed"),
                            ("packed", "Packed"),
                            ("shipped", "On its way"),
                            ("out_for_delivery", "Out for delivery"),
                            ("attempted", "Not delivered"),
                            ("delivered", "Delivered"),
                            ("returning", "Coming back"),
                            ("returned", "Came back"),
                            ("lost", "Lost"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="placed",
                        max_length=20,
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("cod", "Cash on delivery"),
                            ("upi", "UPI"),
                            ("card", "Card"),
                            ("net_banking", "Net banking"),
                            ("wallet", "Wallet"),
                            ("emi", "EMI"),
                            ("gift_card", "Gift card"),
                            ("credit", "Store credit"),
                            ("other", "Another way"),
                        ],
                        max_length=20,
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("total_minor", models.BigIntegerField(default=0)),
                ("discount_minor", models.BigIntegerField(default=0)),
                ("shipping_minor", models.BigIntegerField(default=0)),
                ("tax_minor", models.BigIntegerField(default=0)),
                ("paid_minor", models.BigIntegerField(default=0)),
                ("refunded_minor", models.BigIntegerField(default=0)),
                ("coupons", models.JSONField(default=list)),
                ("address", models.JSONField(default=dict)),
                ("pincode", models.CharField(blank=True, max_length=12)),
                ("pieces", models.PositiveIntegerField(default=0)),
                ("first_title", models.CharField(blank=True, max_length=200)),
                ("is_confirmed", models.BooleanField(default=False)),
                ("is_all_shipped", models.BooleanField(default=False)),
                ("placed_at", models.DateTimeField()),
                ("promised_on", models.DateField(null=True)),
                ("promise_on", models.DateField(null=True)),
                ("expected_on", models.DateField(null=True)),
                ("watch_on", models.DateField(null=True)),
                ("shipped_at", models.DateTimeField(null=True)),
                ("delivered_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("cancel_reason", models.CharField(blank=True, max_length=200)),
                ("url", models.CharField(blank=True, max_length=500)),
                ("version", models.DateTimeField()),
                ("digest", models.CharField(max_length=64)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "connection",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.connection",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["store", "customer", "-placed_at", "-id"], name="order_of_customer"),
                    models.Index(fields=["store", "-placed_at", "-id"], name="order_newest"),
                    models.Index(fields=["store", "number_key"], name="order_number"),
                    models.Index(
                        condition=models.Q(("watch_on__isnull", False)),
                        fields=["store", "promise_on", "id", "watch_on"],
                        name="order_watched",
                    ),
                    models.Index(fields=["store", "state", "-placed_at", "-id"], name="order_by_state"),
                    models.Index(
                        condition=models.Q(("email_key", ""), _negated=True),
                        fields=["store", "email_key"],
                        name="order_email",
                    ),
                    models.Index(
                        condition=models.Q(("phone_key", ""), _negated=True),
                        fields=["store", "phone_key"],
                        name="order_phone",
                    ),
                    models.Index(
                        condition=models.Q(("pincode", ""), _negated=True),
                        fields=["store", "pincode"],
                        name="order_pincode",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("store", "connection", "key"), name="order_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=80)),
                ("place", models.PositiveSmallIntegerField(default=0)),
                ("title", models.CharField(max_length=300)),
                ("variant", models.CharField(blank=True, max_length=200)),
                ("sku", models.CharField(blank=True, max_length=120)),
                ("product_key", models.CharField(blank=True, max_length=80)),
                ("variant_key", models.CharField(blank=True, max_length=80)),
                ("quantity", models.PositiveIntegerField(default=1)),
                ("unit_minor", models.BigIntegerField(default=0)),
                ("discount_minor", models.BigIntegerField(default=0)),
                ("tax_minor", models.BigIntegerField(default=0)),
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
                    "order",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="orders.order",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("store", "order", "key"), name="line_key")],
            },
        ),
        migrations.CreateModel(
            name="OrderAct",
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
                ("conversation", models.UUIDField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("refund", "Refund"),
                            ("replacement", "Replacement"),
                            ("cancel", "Cancelling"),
                            ("address", "New address"),
                            ("return", "Return"),
                            ("coupon", "Coupon"),
                        ],
                        max_length=12,
                    ),
                ),
                ("wish", models.JSONField(default=dict)),
                ("lines", models.JSONField(default=list)),
                ("shipping_minor", models.BigIntegerField(default=0)),
                ("amount_minor", models.BigIntegerField(default=0)),
                ("currency", models.CharField(max_length=3)),
                ("reason", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("to_approve", "Waits for a second person"),
                            ("asked", "Is sent next"),
                            ("sending", "Is being sent"),
                            ("done", "Done"),
                            ("refused", "Refused"),
                            ("unknown", "Nobody knows whether it arrived"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=120)),
                ("words", models.CharField(blank=True, max_length=300)),
                ("attempt", models.PositiveIntegerField(default=0)),
                ("sent_at", models.DateTimeField(null=True)),
                ("looked_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "approved_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stores.member",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stores.member",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="acts",
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
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["store", "order", "-id"], name="act_of_order"),
                    models.Index(
                        condition=models.Q(("state__in", ("to_approve", "asked", "sending", "unknown"))),
                        fields=["store", "id"],
                        name="act_open",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("kind__in", ("refund", "replacement", "cancel")),
                            ("state__in", ("to_approve", "asked", "sending", "unknown")),
                        ),
                        fields=("store", "order"),
                        name="act_one_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderImport",
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
                            ("choosing", "Columns to be looked at"),
                            ("checking", "Being checked"),
                            ("checked", "Checked"),
                            ("running", "Coming in"),
                            ("done", "Came in"),
                            ("failed", "Could not be read"),
                        ],
                        default="choosing",
                        max_length=10,
                    ),
                ),
                ("encoding", models.CharField(max_length=20)),
                ("separator", models.CharField(max_length=1)),
                ("headings", models.JSONField(default=list)),
                ("sample", models.JSONField(default=list)),
                ("columns", models.JSONField(default=dict)),
                (
                    "dates",
                    models.CharField(
                        default=saath.orders.csv_files.values.DateOrder["DAY_FIRST"], max_length=3
                    ),
                ),
                ("currency", models.CharField(default="INR", max_length=3)),
                ("octets_done", models.BigIntegerField(default=0)),
                ("done_to", models.PositiveIntegerField(default=0)),
                ("rows", models.PositiveIntegerField(default=0)),
                ("orders", models.PositiveIntegerField(default=0)),
                ("new", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("same", models.PositiveIntegerField(default=0)),
                ("faulty", models.PositiveIntegerField(default=0)),
                ("told_at", models.DateTimeField(default=saath.core.clock.now)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="stores.member",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        db_index=False,
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
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["store", "-id"], name="order_import_newest")],
            },
        ),
        migrations.CreateModel(
            name="ImportFault",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("row", models.PositiveIntegerField()),
                ("column", models.CharField(blank=True, max_length=120)),
                (
                    "wrong",
                    models.CharField(
                        choices=[
                            ("no_number", "There is no order number"),
                            ("no_date", "There is no date"),
                            ("bad_date", "This is no date"),
                            ("bad_amount", "This is no amount"),
                            ("bad_count", "This is no number of pieces"),
                            ("bad_currency", "This is no currency"),
                            ("no_total", "There is no total"),
                            ("apart", "This order stands further up already"),
                            ("too_long", "The row is longer than the headings"),
                        ],
                        max_length=20,
                    ),
                ),
                ("said", models.CharField(blank=True, max_length=120)),
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
                    "bringing",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="faults",
                        to="orders.orderimport",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["store", "bringing", "id"], name="import_fault_of")],
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=80)),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("cod", "Cash on delivery"),
                            ("upi", "UPI"),
                            ("card", "Card"),
                            ("net_banking", "Net banking"),
                            ("wallet", "Wallet"),
                            ("emi", "EMI"),
                            ("gift_card", "Gift card"),
                            ("credit", "Store credit"),
                            ("other", "Another way"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("pending", "Not paid yet"), ("paid", "Paid"), ("failed", "Failed")],
                        max_length=10,
                    ),
                ),
                ("amount_minor", models.BigIntegerField()),
                ("gateway", models.CharField(blank=True, max_length=80)),
                ("reference", models.CharField(blank=True, max_length=120)),
                ("at", models.DateTimeField(null=True)),
                (
                    "order",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="payments",
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
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("store", "order", "key"), name="payment_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentAccount",
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
                ("vpa", models.CharField(blank=True, max_length=255)),
                ("name", models.CharField(blank=True, max_length=99)),
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
                "constraints": [models.UniqueConstraint(fields=("store",), name="payment_account")],
            },
        ),
        migrations.CreateModel(
            name="Product",
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
                ("key", models.CharField(max_length=80)),
                ("title", models.CharField(max_length=300)),
                ("kind", models.CharField(blank=True, max_length=120)),
                ("tags", models.JSONField(default=list)),
                ("about", models.CharField(blank=True, max_length=2000)),
                ("url", models.CharField(blank=True, max_length=500)),
                ("picture", models.CharField(blank=True, max_length=500)),
                ("currency", models.CharField(max_length=3)),
                ("is_active", models.BooleanField(default=True)),
                ("version", models.DateTimeField()),
                ("digest", models.CharField(max_length=64)),
                ("stock_at", models.DateTimeField()),
                ("folding_version", models.PositiveSmallIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "connection",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.connection",
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
                "indexes": [models.Index(fields=["store", "folding_version"], name="product_folded")],
                "constraints": [
                    models.UniqueConstraint(fields=("store", "connection", "key"), name="product_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Offer",
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
                        choices=[("product", "Product"), ("cart", "Cart"), ("payment", "Payment")],
                        max_length=10,
                    ),
                ),
                ("variant_key", models.CharField(blank=True, max_length=80)),
                ("quantity", models.PositiveIntegerField(default=1)),
                ("conversation", models.UUIDField()),
                ("address", models.CharField(blank=True, max_length=800)),
                ("amount_minor", models.BigIntegerField(default=0)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("sent_at", models.DateTimeField(null=True)),
                ("opens", models.PositiveIntegerField(default=0)),
                ("opened_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
                (
                    "customer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "identity",
                    models.ForeignKey(
                        db_index=False,
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
                (
                    "product",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.product",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("sent_at__isnull", False)),
                        fields=["store", "customer", "sent_at"],
                        name="offer_of_customer",
                    ),
                    models.Index(fields=["store", "identity"], name="offer_identity"),
                    models.Index(fields=["store", "product"], name="offer_product"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProductWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("folded", models.CharField(max_length=60)),
                ("is_in_title", models.BooleanField(default=False)),
                (
                    "product",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="orders.product",
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
                "indexes": [models.Index(fields=["store", "folded", "product"], name="product_token")],
                "constraints": [
                    models.UniqueConstraint(fields=("store", "product", "folded"), name="product_word")
                ],
            },
        ),
        migrations.CreateModel(
            name="Received",
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
                ("key", models.CharField(max_length=200)),
                ("headers", models.JSONField(default=dict)),
                ("body", models.BinaryField(default=bytes)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "Not read yet"),
                            ("taken", "Taken in"),
                            ("ignored", "Nothing to do"),
                            ("waiting", "Waits for its order"),
                            ("asked", "For you to do"),
                            ("settled", "Done by you"),
                            ("failed", "Failed"),
                        ],
                        default="received",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=30)),
                ("detail", models.CharField(blank=True, max_length=200)),
                ("about", models.CharField(blank=True, max_length=80)),
                ("waits_for", models.CharField(blank=True, max_length=100)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("try_at", models.DateTimeField(null=True)),
                ("received_at", models.DateTimeField(default=saath.core.clock.now)),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "connection",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="orders.connection",
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
                        condition=models.Q(("state", "received")),
                        fields=["store", "id"],
                        name="received_unread",
                    ),
                    models.Index(fields=["store", "connection", "-id"], name="received_newest"),
                    models.Index(
                        condition=models.Q(("state__in", ["asked", "failed"])),
                        fields=["store", "connection", "state", "-id"],
                        name="received_troubled",
                    ),
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["store", "waits_for"],
                        name="received_waiting",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("store", "connection", "key"), name="received_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Refund",
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
                ("key", models.CharField(max_length=80)),
                ("amount_minor", models.BigIntegerField()),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("reference", models.CharField(blank=True, max_length=120)),
                ("lines", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                (
                    "order",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="refunds",
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
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("store", "order", "key"), name="refund_key")],
            },
        ),
        migrations.CreateModel(
            name="Return",
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
                ("key", models.CharField(max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked for"),
                            ("approved", "Approved"),
                            ("on_its_way", "On its way back"),
                            ("received", "Received"),
                            ("refused", "Refused"),
                            ("closed", "Settled"),
                            ("cancelled", "Withdrawn"),
                        ],
                        max_length=12,
                    ),
                ),
                ("is_exchange", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("lines", models.JSONField(default=list)),
                ("asked_at", models.DateTimeField()),
                (
                    "order",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="returns",
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
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("store", "order", "key"), name="return_key")],
            },
        ),
        migrations.CreateModel(
            name="Sale",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("is_by_link", models.BooleanField(default=False)),
                ("event_id", models.BigIntegerField(null=True)),
                ("placed_at", models.DateTimeField()),
                (
                    "offer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sales",
                        to="orders.offer",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
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
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["store", "placed_at"], name="sale_placed"),
                    models.Index(fields=["store", "offer"], name="sale_of_offer"),
                    models.Index(
                        condition=models.Q(("event_id__isnull", False)),
                        fields=["store", "event_id"],
                        name="sale_told",
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("store", "order"), name="sale_of_order")],
            },
        ),
        migrations.CreateModel(
            name="Shipment",
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
                ("key", models.CharField(max_length=80)),
                ("courier", models.CharField(blank=True, max_length=80)),
                ("awb", models.CharField(blank=True, max_length=60)),
                ("awb_key", models.CharField(blank=True, max_length=60)),
                ("url", models.CharField(blank=True, max_length=500)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("label", "Label made"),
                            ("picked_up", "Picked up"),
                            ("in_transit", "On its way"),
                            ("out_for_delivery", "Out for delivery"),
                            ("attempted", "Tried, not delivered"),
                            ("available", "Ready to be collected"),
                            ("delivered", "Delivered"),
                            ("rto_started", "Sent back"),
                            ("rto_in_transit", "Coming back"),
                            ("rto_delivered", "Back at the shop"),
                            ("exception", "Held up"),
                            ("lost", "Lost"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="label",
                        max_length=20,
                    ),
                ),
                ("promised_on", models.DateField(null=True)),
                ("left_at", models.DateTimeField(null=True)),
                ("arrived_at", models.DateTimeField(null=True)),
                ("heard_at", models.DateTimeField(null=True)),
                ("is_learnt", models.BooleanField(default=False)),
                ("is_gone", models.BooleanField(default=False)),
                ("lines", models.JSONField(default=list)),
                (
                    "asked_at",
                    models.DateTimeField(default=datetime.datetime(1970, 1, 1, 0, 0, tzinfo=datetime.UTC)),
                ),
                (
                    "order",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shipments",
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
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("awb_key", ""), _negated=True),
                        fields=["store", "awb_key"],
                        name="shipment_awb",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("is_gone", False),
                            (
                                "state__in",
                                (
                                    "label",
                                    "picked_up",
                                    "in_transit",
                                    "out_for_delivery",
                                    "attempted",
                                    "available",
                                    "rto_started",
                                    "rto_in_transit",
                                    "exception",
                                ),
                            ),
                            models.Q(("awb_key", ""), _negated=True),
                        ),
                        fields=["store", "asked_at", "id"],
                        name="shipment_under_way",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("arrived_at__isnull", False), ("is_gone", False), ("is_learnt", False)
                        ),
                        fields=["store", "id"],
                        name="shipment_to_learn",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("store", "order", "key"), name="shipment_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Scan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=32)),
                ("at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("label", "Label made"),
                            ("picked_up", "Picked up"),
                            ("in_transit", "On its way"),
                            ("out_for_delivery", "Out for delivery"),
                            ("attempted", "Tried, not delivered"),
                            ("available", "Ready to be collected"),
                            ("delivered", "Delivered"),
                            ("rto_started", "Sent back"),
                            ("rto_in_transit", "Coming back"),
                            ("rto_delivered", "Back at the shop"),
                            ("exception", "Held up"),
                            ("lost", "Lost"),
                            ("cancelled", "Cancelled"),
                        ],
                        max_length=20,
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=300)),
                ("place", models.CharField(blank=True, max_length=120)),
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
                    "shipment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scans",
                        to="orders.shipment",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("store", "shipment", "key"), name="scan_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Variant",
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
                ("key", models.CharField(max_length=80)),
                ("place", models.PositiveSmallIntegerField(default=0)),
                ("title", models.CharField(blank=True, max_length=200)),
                ("options", models.JSONField(default=list)),
                ("sku", models.CharField(blank=True, max_length=120)),
                ("price_minor", models.BigIntegerField(default=0)),
                ("compare_at_minor", models.BigIntegerField(null=True)),
                ("stock", models.IntegerField(null=True)),
                ("may_exceed_stock", models.BooleanField(default=False)),
                ("picture", models.CharField(blank=True, max_length=500)),
                ("is_active", models.BooleanField(default=True)),
                ("version", models.DateTimeField()),
                (
                    "product",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="variants",
                        to="orders.product",
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
                    models.UniqueConstraint(fields=("store", "product", "key"), name="variant_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="ActLimit",
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
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("amount_minor", models.BigIntegerField(null=True)),
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
                    models.UniqueConstraint(fields=("store", "role", "currency"), name="limit_of_role")
                ],
            },
        ),
        migrations.CreateModel(
            name="CashRule",
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
                ("is_offered", models.BooleanField(default=True)),
                ("most_minor", models.BigIntegerField(default=0)),
                ("not_at", models.JSONField(default=list)),
                ("most_refused", models.PositiveSmallIntegerField(default=2)),
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
                "constraints": [models.UniqueConstraint(fields=("store",), name="cash_rule_once_per_store")],
            },
        ),
    ]
