"""The table of offers: what each is, from which day."""

from pathlib import Path

import django.contrib.postgres.fields
from django.db import migrations, models

GUARDS = Path(__file__).with_name("0001_guards.sql")


class Migration(migrations.Migration):
    initial = True

    dependencies = [("register", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="OfferRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "offer_id",
                        "seq",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("offer_id", models.UUIDField(db_comment="The offer")),
                ("seq", models.IntegerField(db_comment="From 1, without holes, for the offer")),
                ("valid_from", models.DateField(db_comment="From which day it holds")),
                (
                    "ended",
                    models.BooleanField(db_comment="Whether the offer is no more from that day on"),
                ),
                ("name", models.TextField(db_comment="What it is called")),
                ("provider", models.TextField(db_comment="Who runs it")),
                (
                    "cvr",
                    models.TextField(
                        db_comment="CVR number of the provider, eight digits", null=True
                    ),
                ),
                (
                    "p_number",
                    models.TextField(
                        db_comment="Number of the place of work, ten digits", null=True
                    ),
                ),
                ("ownership", models.TextField(db_comment="Ownership of casework/offer.py")),
                (
                    "municipality",
                    models.TextField(db_comment="Municipality that it lies in; empty: not said"),
                ),
                ("address", models.TextField(db_comment="Where it is; empty: not said")),
                (
                    "paragraphs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        db_comment="What it gives help under",
                        size=None,
                    ),
                ),
                ("target_group", models.TextField(db_comment="For whom it is; empty: not said")),
                ("listing", models.TextField(db_comment="Listing of casework/offer.py")),
                (
                    "listed_on",
                    models.DateField(db_comment="Day of its listing on Tilbudsportalen", null=True),
                ),
                (
                    "approved_on",
                    models.DateField(
                        db_comment="Day of the approval by the supervision", null=True
                    ),
                ),
                (
                    "seen_on",
                    models.DateField(
                        db_comment="Day on which Tilbudsportalen was looked up", null=True
                    ),
                ),
                (
                    "why",
                    models.TextField(db_comment="Where it is known from, or why it is changed"),
                ),
                ("recorded_at", models.DateTimeField(db_comment="When it was known here")),
                ("by_user", models.TextField(db_comment="Who recorded it: a username")),
            ],
            options={
                "db_table": "offer_row",
                "db_table_comment": "What offers are, from which day. Rows are added, never changed.",
                "indexes": [
                    models.Index(
                        fields=["offer_id", "-valid_from", "-seq"], name="offer_row_on_a_day"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("seq__gte", 1)), name="offer_row_seq"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ownership__in", ["own", "agreement", "external"])),
                        name="offer_row_ownership",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("listing__in", ["listed", "not_listed", "unknown"])),
                        name="offer_row_listing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cvr__isnull", True), ("cvr__regex", "^[0-9]{8}$"), _connector="OR"
                        ),
                        name="offer_row_cvr",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("p_number__isnull", True),
                            ("p_number__regex", "^[0-9]{10}$"),
                            _connector="OR",
                        ),
                        name="offer_row_p_number",
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARDS.read_text(encoding="utf-8"), elidable=False),
    ]
