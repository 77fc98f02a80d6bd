from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0014_merged"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.AddField("draft", "promised_kind", models.CharField(blank=True, max_length=5)),
        migrations.AddField("draft", "promised_until", models.DateTimeField(null=True)),
    ]
