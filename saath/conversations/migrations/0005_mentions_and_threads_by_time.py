import django.db.models.deletion
from django.db import migrations, models

import saath.core.clock
import saath.tenancy.scope


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0005_parties"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mention",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("key", models.CharField(max_length=255)),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mentions",
                        to="conversations.message",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="conversations.intakeitem",
                    ),
                ),
                ("created_at", models.DateTimeField(default=saath.core.clock.now, editable=False)),
            ],
            options={"indexes": [models.Index(fields=["store", "key"], name="mention_key")]},
        ),
        migrations.RemoveIndex(model_name="message", name="message_thread"),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                fields=["store", "conversation", "created_at", "id"], name="message_in_thread"
            ),
        ),
    ]
