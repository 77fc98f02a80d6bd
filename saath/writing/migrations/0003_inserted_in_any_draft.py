from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_initial"),
        ("writing", "0002_inserted_later"),
    ]

    operations = [
        migrations.RenameModel(old_name="InsertedLater", new_name="InsertedInDraft"),
    ]
