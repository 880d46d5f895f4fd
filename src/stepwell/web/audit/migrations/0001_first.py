"""The tables as they were first."""

from django.db import migrations, models

from stepwell.web.audit.append_only import append_only


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("space", models.UUIDField()),
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("actor", models.UUIDField()),
                ("verb", models.CharField(max_length=40)),
                ("about", models.CharField(max_length=120)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("before", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("space"), models.F("number"), name="event_of_chain"
                    )
                ],
            },
        ),
        append_only("audit_event"),
    ]
