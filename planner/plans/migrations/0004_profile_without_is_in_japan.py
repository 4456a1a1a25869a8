from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_stage_from_is_in_japan")]

    operations = [migrations.RemoveField(model_name="profile", name="is_in_japan")]
