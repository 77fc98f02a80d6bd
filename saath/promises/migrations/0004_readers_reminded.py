from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("promises", "0003_who_would_fit"),
    ]

    operations = [
        migrations.AddField(
            model_name="standard",
            name="reminded_at",
            field=models.DateTimeField(null=True),
        ),
    ]
