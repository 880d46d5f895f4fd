"""The tables as they were first."""

import django.db.models.deletion
from django.db import migrations, models

from stepwell.web.audit.append_only import append_only


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("spaces", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
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
                ("entry", models.CharField(max_length=80)),
                ("root", models.CharField(max_length=80)),
                ("corrects", models.CharField(blank=True, max_length=80)),
                ("day", models.DateField()),
                ("kind", models.CharField(max_length=20)),
                ("is_flag", models.BooleanField(default=False)),
                ("record", models.TextField()),
                ("kept_at", models.DateTimeField()),
                (
                    "space",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="spaces.space",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("space"), models.F("day"), name="entry_by_day"
                    ),
                    models.Index(
                        models.F("space"), models.F("root"), name="entry_by_root"
                    ),
                    models.Index(
                        models.F("space"),
                        condition=models.Q(("is_flag", True)),
                        name="entry_of_flags",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("space"), models.F("entry"), name="entry_of_space"
                    )
                ],
            },
        ),
        append_only("journal_entry"),
    ]
