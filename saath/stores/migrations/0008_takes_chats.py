from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stores", "0007_away"),
    ]

    operations = [
        migrations.AddField(
            model_name="member",
            name="takes_chats",
            field=models.BooleanField(default=True),
        ),
    ]
