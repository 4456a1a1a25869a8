from typing import Any

from django.db import migrations

from accounts.names import search_key


def fill(apps: Any, _schema_editor: Any) -> None:
    people = apps.get_model("accounts", "User").objects
    rows = []
    for row in people.filter(name_key="").only("name").iterator(chunk_size=2000):
        row.name_key = search_key(row.name)
        rows.append(row)
        if len(rows) == 2000:
            people.bulk_update(rows, ["name_key"])
            rows = []
    people.bulk_update(rows, ["name_key"])


class Migration(migrations.Migration):

    dependencies = [("accounts", "0003_name_keys_imported_people_and_api_keys")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
