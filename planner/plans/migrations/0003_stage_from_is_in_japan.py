from typing import Any

from django.db import migrations


def to_stage(apps: Any, schema_editor: Any) -> None:
    profiles = apps.get_model("plans", "Profile").objects.using(schema_editor.connection.alias)
    profiles.filter(is_in_japan=True).update(stage="in_japan")
    profiles.filter(is_in_japan=False).update(stage="before_departure")


def to_is_in_japan(apps: Any, schema_editor: Any) -> None:
    profiles = apps.get_model("plans", "Profile").objects.using(schema_editor.connection.alias)
    profiles.filter(stage__in=["in_japan", "before_return"]).update(is_in_japan=True)
    profiles.filter(stage="before_departure").update(is_in_japan=False)


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_profile_health_choice")]

    operations = [migrations.RunPython(to_stage, to_is_in_japan)]
