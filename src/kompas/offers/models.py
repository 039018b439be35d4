"""The table of offers. What is guarded beyond the columns: `migrations/0001_guards.sql`."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, Index, Q

from kompas.casework.offer import Listing, Ownership


class OfferRow(models.Model):
    """All that holds of one offer from a day on. Rows are added, never changed."""

    pk = models.CompositePrimaryKey("offer_id", "seq")
    offer_id = models.UUIDField(db_comment="The offer")
    seq = models.IntegerField(db_comment="From 1, without holes, for the offer")
    valid_from = models.DateField(db_comment="From which day it holds")
    ended = models.BooleanField(db_comment="Whether the offer is no more from that day on")
    name = models.TextField(db_comment="What it is called")
    provider = models.TextField(db_comment="Who runs it")
    cvr = models.TextField(null=True, db_comment="CVR number of the provider, eight digits")
    p_number = models.TextField(null=True, db_comment="Number of the place of work, ten digits")
    ownership = models.TextField(db_comment="Ownership of casework/offer.py")
    municipality = models.TextField(db_comment="Municipality that it lies in; empty: not said")
    address = models.TextField(db_comment="Where it is; empty: not said")
    paragraphs = ArrayField(models.TextField(), db_comment="What it gives help under")
    target_group = models.TextField(db_comment="For whom it is; empty: not said")
    listing = models.TextField(db_comment="Listing of casework/offer.py")
    listed_on = models.DateField(null=True, db_comment="Day of its listing on Tilbudsportalen")
    approved_on = models.DateField(null=True, db_comment="Day of the approval by the supervision")
    seen_on = models.DateField(null=True, db_comment="Day on which Tilbudsportalen was looked up")
    why = models.TextField(db_comment="Where it is known from, or why it is changed")
    recorded_at = models.DateTimeField(db_comment="When it was known here")
    by_user = models.TextField(db_comment="Who recorded it: a username")

    class Meta:
        """Where it is stored, and what can be checked in a row."""

        db_table = "offer_row"
        db_table_comment = "What offers are, from which day. Rows are added, never changed."
        constraints: ClassVar[list[models.BaseConstraint]] = [
            CheckConstraint(condition=Q(seq__gte=1), name="offer_row_seq"),
            CheckConstraint(
                condition=Q(ownership__in=[one.value for one in Ownership]),
                name="offer_row_ownership",
            ),
            CheckConstraint(
                condition=Q(listing__in=[one.value for one in Listing]), name="offer_row_listing"
            ),
            CheckConstraint(
                condition=Q(cvr__isnull=True) | Q(cvr__regex="^[0-9]{8}$"), name="offer_row_cvr"
            ),
            CheckConstraint(
                condition=Q(p_number__isnull=True) | Q(p_number__regex="^[0-9]{10}$"),
                name="offer_row_p_number",
            ),
        ]
        indexes: ClassVar[list[Index]] = [
            Index(fields=["offer_id", "-valid_from", "-seq"], name="offer_row_on_a_day")
        ]
