"""Circles that were made before paths existed get theirs, from the top of the tree down."""

from typing import Any

from django.db import migrations


def fill(apps: Any, schema_editor: Any) -> None:
    """Parents first: a path begins with the parent's."""
    circles = apps.get_model("learning_circle_xblock", "Circle")
    paths: dict[int, str] = {}
    for row in circles.objects.order_by("-layer", "pk"):
        paths[row.pk] = f"{paths.get(row.parent_id, '/')}{row.pk}/"
        circles.objects.filter(pk=row.pk, path="").update(path=paths[row.pk])


class Migration(migrations.Migration):
    dependencies = [("learning_circle_xblock", "0003_circles_in_layers")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
