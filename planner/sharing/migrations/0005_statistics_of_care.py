from typing import Any

from django.db import migrations

MAKE = """
CREATE STATISTICS assignment_care (dependencies) ON agency_id, counselor_id FROM sharing_assignment
"""


def make(apps: Any, schema_editor: Any) -> None:
    # A counselor is of one agency: taken for independent, a caseload of 200 is planned as one row.
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(MAKE)


def drop(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP STATISTICS IF EXISTS assignment_care")


class Migration(migrations.Migration):

    dependencies = [("sharing", "0004_right_to_read_reports")]

    operations = [migrations.RunPython(make, drop)]
