from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0005_mentions_and_threads_by_time"),
        ("stores", "0005_acknowledges"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("direction", "out")), fields=["store", "id"], name="message_answers"
            ),
        ),
    ]
