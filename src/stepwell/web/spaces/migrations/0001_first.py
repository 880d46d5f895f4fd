"""The tables as they were first."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Space",
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
                (
                    "uid",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                ),
                ("name", models.CharField(blank=True, max_length=80)),
                (
                    "market",
                    models.CharField(
                        choices=[
                            ("us", "Us"),
                            ("gb", "Gb"),
                            ("ca", "Ca"),
                            ("au", "Au"),
                            ("de", "De"),
                        ],
                        max_length=2,
                    ),
                ),
                ("zone", models.CharField(max_length=60)),
                ("is_short", models.BooleanField(default=False)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("events", models.PositiveIntegerField(default=0)),
                (
                    "last_hash",
                    models.CharField(
                        default="0000000000000000000000000000000000000000000000000000000000000000",
                        max_length=64,
                    ),
                ),
                (
                    "owner",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "space",
            },
        ),
    ]
