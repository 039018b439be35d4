"""The tables of persons. What is guarded beyond the columns: `migrations/0001_guards.sql`."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint

from kompas.register.models import StoredJson

NUMBER_ONCE = "person_cpr_once"
"""The constraint that a CPR number is one record's."""


class PersonEntryRow(models.Model):
    """Something that was told of a person; never changed, but what it says can be erased."""

    pk = models.CompositePrimaryKey("person_id", "seq")
    person_id = models.UUIDField(db_comment="The person")
    seq = models.IntegerField(db_comment="From 1, without holes, for the person")
    kind = models.TextField(db_comment="Name of the kind of entry; never changes")
    version = models.SmallIntegerField(db_comment="Version of the kind that it is in")
    valid_from = models.DateField(db_comment="From which day it holds")
    recorded_at = models.DateTimeField(db_comment="When it was known here")
    by_user = models.TextField(db_comment="Who recorded it: a username")
    why = models.TextField(db_comment="PERSONAL. Why, and where it was learnt", null=True)
    told = StoredJson(null=True, db_comment="PERSONAL. What was told, as JSON")
    erased_at = models.DateTimeField(null=True, db_comment="When it was erased")

    class Meta:
        """Where it is stored, and what can be checked in a row."""

        db_table = "person_entry"
        db_table_comment = "What was told of people. Rows are added; read under row-level security."
        constraints: ClassVar[list[models.BaseConstraint]] = [
            CheckConstraint(condition=Q(seq__gte=1), name="person_entry_seq"),
            CheckConstraint(condition=Q(version__gte=1), name="person_entry_version"),
            CheckConstraint(
                condition=Q(told__isnull=False, why__isnull=False, erased_at__isnull=True)
                | Q(told__isnull=True, why__isnull=True, erased_at__isnull=False),
                name="person_entry_there_or_erased",
            ),
        ]


class PersonRow(models.Model):
    """One row for each record of a person, to find them by; made from the entries."""

    person_id = models.UUIDField(primary_key=True, db_comment="The record")
    name = models.TextField(db_comment="PERSONAL. Today's; empty when erased")
    sort_name = models.TextField(
        db_comment="PERSONAL. The name as Danish sorts it", db_collation="C"
    )
    cpr = models.TextField(null=True, db_comment="PERSONAL. Ten digits, where there are any")
    protected = models.BooleanField(db_comment="Whether name and address are protected")
    merged_into = models.UUIDField(
        null=True, db_comment="The record of the same person that holds instead"
    )
    seq = models.IntegerField(db_comment="Number of the newest entry")

    class Meta:
        """Where it is stored, and by what it is looked up."""

        db_table = "person"
        db_table_comment = "One row for each record of a person, made from its entries."
        constraints: ClassVar[list[models.BaseConstraint]] = [
            CheckConstraint(
                condition=Q(cpr__isnull=True) | Q(cpr__regex="^[0-9]{10}$"), name="person_cpr"
            ),
            UniqueConstraint(fields=["cpr"], name=NUMBER_ONCE),
        ]
        indexes: ClassVar[list[Index]] = [
            Index(
                fields=["merged_into"],
                condition=Q(merged_into__isnull=False),
                name="person_others",
            ),
        ]
