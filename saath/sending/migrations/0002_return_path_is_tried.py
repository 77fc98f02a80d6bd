from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("sending", "0001_initial")]

    operations = [migrations.RemoveField(model_name="wayout", name="is_plain_path")]
