import saath.promises.models.grievance_settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0004_priority"),
        ("promises", "0001_tables"),
        ("stores", "0002_channel_hours_special_days"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="grievance",
            name="erase_asked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="grievance",
            name="erased_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="grievance",
            name="helpline_due_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="grievancesettings",
            name="docket_notices",
            field=models.JSONField(default=saath.promises.models.grievance_settings._docket_notices),
        ),
        migrations.AddIndex(
            model_name="grievance",
            index=models.Index(
                condition=models.Q(
                    ("helpline_due_at__isnull", False), ("joined", None), ("redressed_at", None)
                ),
                fields=["store", "helpline_due_at", "id"],
                name="grievance_helpline",
            ),
        ),
        migrations.AddIndex(
            model_name="grievance",
            index=models.Index(
                condition=models.Q(("erase_asked_at__isnull", False), ("erased_at", None)),
                fields=["store", "redressed_at", "id"],
                name="grievance_to_erase",
            ),
        ),
    ]
