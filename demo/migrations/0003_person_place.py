"""Under which heading of the list a persona stands."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies = [("demo_host", "0002_person_zone")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="place",
            field=models.CharField(blank=True, default="", max_length=8),
        ),
        migrations.AddField(
            model_name="person",
            name="is_listed",
            field=models.BooleanField(default=True),
        ),
    ]
