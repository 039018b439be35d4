"""The tables. What the columns guard beyond this stands in `migrations/0001_guards.sql`.

Every column says in the database what it is for, and what it tells about people.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint
from django.db.models.functions import Coalesce

from kompas.register.chain import LINK_VERSION

LATEST_DAY = "9999-12-31"
"""Where a case without a due date stands in a list by due date: last."""


NUMBER_ONCE = "case_summary_number_once"
"""The constraint that a case number is used once in an installation."""


class StoredJson(models.TextField):  # type: ignore[type-arg]
    """JSON kept byte for byte (`json`): `jsonb` would write it anew, and no digest would hold."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:  # noqa: ARG002 - Django's signature
        """PostgreSQL's name for it."""
        return "json"


class CaseEvent(models.Model):
    """One link of a case's chain: everything about an event but what it says."""

    pk = models.CompositePrimaryKey("case_id", "seq")
    case_id = models.UUIDField(db_comment="The case")
    seq = models.IntegerField(db_comment="From 1, without holes, in its case")
    type = models.TextField(db_comment="Name of the event type; never changes")
    version = models.SmallIntegerField(db_comment="Version of the type that the payload is in")
    recorded_at = models.DateTimeField(db_comment="When it was known here")
    valid_from = models.DateField(db_comment="From which day what it says holds")
    by_user = models.TextField(db_comment="Who recorded it: a username")
    payload_digest = models.BinaryField(db_comment="SHA-256 of salt and payload")
    prev_hash = models.BinaryField(db_comment="Hash of the event before; zeros for the first")
    hash = models.BinaryField(db_comment="SHA-256 of all the other columns")
    proceeding = models.IntegerField(
        null=True, db_comment="Entry that opened the proceeding it belongs to; none: the case's"
    )
    link_version = models.SmallIntegerField(db_comment="Form in which the columns are hashed")

    class Meta:
        """Where it is stored, and what can be checked in a row."""

        db_table = "case_event"
        db_table_comment = "The record. Rows are added, never changed or removed."
        constraints: ClassVar[list[models.BaseConstraint]] = [
            CheckConstraint(condition=Q(seq__gte=1), name="case_event_seq"),
            CheckConstraint(condition=Q(version__gte=1), name="case_event_version"),
            CheckConstraint(
                condition=Q(proceeding__isnull=True)
                | Q(proceeding__gte=1, proceeding__lte=F("seq")),
                name="case_event_proceeding",
            ),
            CheckConstraint(condition=Q(link_version=LINK_VERSION), name="case_event_link_version"),
        ]
        indexes: ClassVar[list[Index]] = [
            Index(fields=["recorded_at"], name="case_event_newest"),
            Index(
                fields=["by_user"],
                condition=Q(type="withdrawal_proposed"),
                name="case_event_proposed",
            ),
        ]


class EventPayload(models.Model):
    """What an event says. It can be erased; the chain over `case_event` still holds."""

    pk = models.CompositePrimaryKey("case_id", "seq")
    case_id = models.UUIDField(db_comment="The case")
    seq = models.IntegerField(db_comment="The event in it")
    salt = models.BinaryField(null=True, db_comment="16 random bytes; erased with the payload")
    payload = StoredJson(null=True, db_comment="PERSONAL. The event as JSON, byte for byte")
    erased_at = models.DateTimeField(null=True, db_comment="When it was erased")
    erased_why = models.TextField(null=True, db_comment="On what ground it was erased")
    erased_digest = models.BinaryField(null=True, db_comment="SHA-256 of digest, time and ground")

    class Meta:
        """Where it is stored."""

        db_table = "event_payload"
        db_table_comment = "What events say. Read under row-level security."


def _due_key() -> models.GeneratedField:
    return models.GeneratedField(
        expression=Coalesce("due_on", models.Value(LATEST_DAY, models.DateField())),
        output_field=models.DateField(),
        db_persist=True,
        db_comment="due_on for keyset pages",
    )


_DUE_AND_WHY = Q(due_on__isnull=True, due_why__isnull=True) | Q(
    due_on__isnull=False, due_why__isnull=False
)


class CaseSummary(models.Model):
    """One row for each case, for lists; made from the events, at any time anew."""

    case_id = models.UUIDField(primary_key=True, db_comment="The case")
    case_number = models.TextField(db_comment="Number as people say it")
    status = models.TextField(db_comment="Status of casework/status.py")
    service = models.TextField(db_comment="Service of the norms")
    municipality = models.TextField(db_comment="Folder of the norms")
    unit = models.TextField(null=True, db_comment="Unit that handles it")
    citizen_name = models.TextField(db_comment="PERSONAL. Empty when erased")
    citizen_cpr = models.TextField(null=True, db_comment="PERSONAL. Ten digits")
    person_id = models.UUIDField(
        null=True, db_comment="Whom it is about; name and CPR number above are this person's"
    )
    citizen_protected = models.BooleanField(
        default=False,
        db_default=False,
        db_comment="Whether the person's name and address are protected",
    )
    assigned_to = models.TextField(null=True, db_comment="Who handles it: a username")
    restricted = models.BooleanField(db_comment="Seen by those who handle it only")
    opened_on = models.DateField(db_comment="First day")
    due_on = models.DateField(null=True, db_comment="Next day that something is due")
    due_why = models.TextField(null=True, db_comment="What is due then")
    closed_on = models.DateField(null=True, db_comment="Last day")
    seq = models.IntegerField(db_comment="Number of the newest event in it")
    sort_name = models.TextField(
        db_comment="PERSONAL. The name as Danish sorts it", db_collation="C"
    )
    handlers = ArrayField(
        models.TextField(),
        default=list,
        db_default=[],
        db_comment="All who handle something in it: usernames",
    )
    facilities = ArrayField(
        models.TextField(),
        default=list,
        db_default=[],
        db_comment="Where help runs: names of facilities",
    )
    due_key = _due_key()

    class Meta:
        """Where it is stored, and by what it is looked up."""

        db_table = "case_summary"
        db_table_comment = "One row for each case, made from its events."
        constraints: ClassVar[list[models.BaseConstraint]] = [
            CheckConstraint(condition=Q(seq__gte=1), name="case_summary_seq"),
            CheckConstraint(
                condition=Q(citizen_cpr__isnull=True) | Q(citizen_cpr__regex="^[0-9]{10}$"),
                name="case_summary_citizen_cpr",
            ),
            CheckConstraint(condition=_DUE_AND_WHY, name="case_summary_due"),
            UniqueConstraint(fields=["case_number"], name=NUMBER_ONCE),
        ]
        indexes: ClassVar[list[Index]] = [
            Index(
                fields=["unit", "due_key", "case_id"],
                condition=Q(closed_on=None),
                name="summary_unit_due",
            ),
            Index(
                fields=["unit", "status", "due_key", "case_id"],
                condition=Q(closed_on=None),
                name="summary_unit_status_due",
            ),
            Index(
                fields=["assigned_to", "due_key", "case_id"],
                condition=Q(closed_on=None),
                name="summary_assigned_due",
            ),
            Index(fields=["unit", "sort_name", "case_id"], name="summary_unit_name"),
            Index(
                fields=["citizen_cpr"], condition=Q(citizen_cpr__isnull=False), name="summary_cpr"
            ),
            GinIndex(fields=["facilities"], condition=~Q(facilities=[]), name="summary_facilities"),
            Index(
                fields=["person_id"], condition=Q(person_id__isnull=False), name="summary_person"
            ),
        ]


class CaseSearch(models.Model):
    """What each case is found by, beside its row; made as that is.

    Of its own, so that a step that changes the status alone leaves the index of words alone. That
    stands over a further column, `search`, which PostgreSQL makes of the others.
    """

    case_id = models.UUIDField(primary_key=True, db_comment="The case")
    name = models.TextField(db_comment="PERSONAL. The name that lists show")
    called = models.TextField(db_comment="PERSONAL. Its words, in lower case without signs")
    titles = models.TextField(db_comment="PERSONAL. Words of the titles of papers")
    words = models.TextField(db_comment="PERSONAL. Words of all that is said in the case")
    marks = ArrayField(
        models.TextField(),
        db_comment="PERSONAL. No words: the unit with whether the case is open, facts",
    )

    class Meta:
        """Where it is stored."""

        db_table = "case_search"
        db_table_comment = "What each case is found by, made from its events."


class WorkItem(models.Model):
    """One thing going on in an open case, for who must keep an eye on it; made as a summary is."""

    pk = models.CompositePrimaryKey("case_id", "entry")
    case_id = models.UUIDField(db_comment="The case")
    entry = models.IntegerField(db_comment="Entry that it hangs on")
    kind = models.TextField(db_comment="Kind of proceeding, or running_help")
    status = models.TextField(db_comment="Status of casework/status.py")
    due_on = models.DateField(null=True, db_comment="Next day that something is due")
    due_why = models.TextField(null=True, db_comment="What is due then")
    waits_for = models.TextField(
        null=True, db_comment="Who has the next word, if not who handles it"
    )
    next_step = models.TextField(null=True, db_comment="Name of a step")
    assigned_to = models.TextField(null=True, db_comment="Who handles it: a username")
    unit = models.TextField(null=True, db_comment="The case's")
    restricted = models.BooleanField(db_comment="The case's")
    handlers = ArrayField(models.TextField(), default=list, db_comment="The case's: usernames")
    service = models.TextField(default="", db_default="", db_comment="The case's")
    due_key = _due_key()

    class Meta:
        """Where it is stored, and by what it is looked up."""

        db_table = "work_item"
        db_table_comment = "What is going on in open cases, made from their events."
        constraints: ClassVar[list[models.BaseConstraint]] = [
            CheckConstraint(condition=Q(entry__gte=1), name="work_item_entry"),
            CheckConstraint(condition=_DUE_AND_WHY, name="work_item_due"),
        ]
        indexes: ClassVar[list[Index]] = [
            Index(fields=["assigned_to", "due_key", "case_id", "entry"], name="work_assigned_due"),
            Index(fields=["unit", "due_key", "case_id", "entry"], name="work_unit_due"),
            Index(fields=["unit", "assigned_to", "due_key"], name="work_unit_worker"),
            Index(
                fields=["unit", "due_key", "case_id", "entry"],
                condition=Q(assigned_to=None),
                name="work_unassigned",
            ),
            Index(
                fields=["unit", "status", "due_key", "case_id", "entry"], name="work_unit_status"
            ),
            Index(
                fields=["unit", "service", "due_key", "case_id", "entry"], name="work_unit_service"
            ),
        ]


class AgendaItem(models.Model):
    """A proceeding on the agenda of one meeting of the referral panel; made as a summary is.

    It is that of a unit: the planned one, or that of a day, or without either the next one. Who
    may see it is who may see the case.
    """

    pk = models.CompositePrimaryKey("case_id", "entry")
    case_id = models.UUIDField(db_comment="The case")
    entry = models.IntegerField(db_comment="Entry that put it there")
    proceeding = models.IntegerField(db_comment="Entry that opened the proceeding")
    unit = models.TextField(null=True, db_comment="Whose meeting: the unit that had the case then")
    meets_on = models.DateField(null=True, db_comment="Day that the meeting had then")
    meeting = models.TextField(null=True, db_comment="Id of the planned meeting")
    waits = models.BooleanField(db_comment="Whether the panel has still to come to it there")
    heard = models.BooleanField(
        default=False, db_default=False, db_comment="Whether the panel has come to it there"
    )

    class Meta:
        """Where it is stored, and by what it is looked up."""

        db_table = "agenda_item"
        db_table_comment = "What is put to which meeting of the panel, made from the events."
        constraints: ClassVar[list[models.BaseConstraint]] = [
            CheckConstraint(
                condition=Q(proceeding__gte=1, entry__gte=F("proceeding")), name="agenda_item_entry"
            ),
        ]
        indexes: ClassVar[list[Index]] = [
            Index(fields=["meets_on", "unit"], name="agenda_meeting"),
            Index(fields=["meets_on"], condition=Q(waits=True), name="agenda_waits"),
            Index(fields=["meeting"], condition=Q(meeting__isnull=False), name="agenda_planned"),
        ]


class FindingReview(models.Model):
    """What somebody made of a finding of the check, or the board of a decision; made as a summary
    is. It is read by rule and without the case by who keeps the norms (`kompas.register.reviews`).
    """

    pk = models.CompositePrimaryKey("case_id", "entry")
    case_id = models.UUIDField(db_comment="The case")
    entry = models.IntegerField(db_comment="Entry that says so")
    proceeding = models.IntegerField(db_comment="Entry that opened the proceeding")
    unit = models.TextField(null=True, db_comment="Whose case it is")
    what = models.TextField(db_comment="disputed, overridden, or board: its decision")
    code = models.TextField(db_comment="Code of the finding; verdict for the board's decision")
    about = models.TextField(db_comment="What the finding is about; the verdict that was given")
    says = models.TextField(db_comment="PERSONAL. How the finding was worded")
    why = models.TextField(db_comment="PERSONAL. Why, in the words of who said so")
    outcome = models.TextField(db_comment="What the board came to, where it has decided")

    class Meta:
        """Where it is stored, and by what it is looked up."""

        db_table = "finding_review"
        db_table_comment = "What was made of the findings of the check, made from the events."
        constraints: ClassVar[list[models.BaseConstraint]] = [
            CheckConstraint(
                condition=Q(proceeding__gte=1, entry__gte=F("proceeding")),
                name="finding_review_entry",
            ),
        ]
        indexes: ClassVar[list[Index]] = [
            Index(fields=["unit", "code", "about"], name="finding_review_rule"),
        ]


class PanelMeeting(models.Model):
    """A meeting of a unit's panel as it is planned. No case stands in it.

    Each change of it leaves an entry in the log of what was administered. `chair` and `present` are
    those of the case that was written down last, to begin the next one with.
    """

    id = models.UUIDField(primary_key=True, db_comment="The meeting")
    unit = models.TextField(db_comment="Whose panel meets")
    meets_on = models.DateField(db_comment="Day of the meeting")
    begins_at = models.TimeField(db_comment="When it begins, in Denmark")
    place = models.TextField(db_comment="Where it is held")
    cancelled_why = models.TextField(null=True, db_comment="Why it is not held; none: it is")
    chair = models.TextField(default="", db_default="", db_comment="Who led it: a name")
    present = ArrayField(
        models.TextField(), default=list, db_default=[], db_comment="Who was there: names"
    )

    class Meta:
        """Where it is stored, and what can be checked in a row."""

        db_table = "panel_meeting"
        db_table_comment = "When the panels meet. Cancelled meetings stay."
        constraints: ClassVar[list[models.BaseConstraint]] = [
            UniqueConstraint(
                fields=["unit", "meets_on"],
                condition=Q(cancelled_why__isnull=True),
                name="panel_meeting_once_a_day",
            ),
        ]
        indexes: ClassVar[list[Index]] = [Index(fields=["meets_on"], name="panel_meeting_day")]


class Draft(models.Model):
    """What someone is typing: kept by the minute, never part of the record."""

    pk = models.CompositePrimaryKey("case_id", "proceeding", "name", "by_user")
    case_id = models.UUIDField(db_comment="The case, or one that does not exist yet")
    proceeding = models.IntegerField(db_comment="Entry that opened the proceeding; 0: none")
    name = models.TextField(db_comment="What is being written: a form's name")
    by_user = models.TextField(db_comment="Who writes: a username")
    text = models.JSONField(db_comment="PERSONAL. The fields as they stand")
    saved_at = models.DateTimeField(db_comment="When it was last saved")
    version = models.IntegerField(
        db_comment="How often it was saved: what orders it, never the clock", default=1
    )

    class Meta:
        """Where it is stored."""

        db_table = "draft"
        db_table_comment = "What is being typed. Goes when it is recorded or thrown away."
        indexes: ClassVar[list[Index]] = [
            Index(fields=["by_user", "saved_at"], name="draft_by_user")
        ]


class Reminder(models.Model):
    """What somebody wants to be reminded of in a case, on a day; seen by nobody else.

    It is no part of the record: it goes when it is done, and with what the case says.
    """

    id = models.UUIDField(primary_key=True, db_comment="The reminder")
    case_id = models.UUIDField(db_comment="The case")
    by_user = models.TextField(db_comment="Whose it is: a username")
    due_on = models.DateField(db_comment="The day on which to be reminded")
    text = models.TextField(db_comment="PERSONAL. Of what")
    made_at = models.DateTimeField(db_comment="When it was written")

    class Meta:
        """Where it is stored, and what can be checked in a row."""

        db_table = "reminder"
        db_table_comment = "What people want to be reminded of. Read by row-level security."
        constraints: ClassVar[list[models.BaseConstraint]] = [
            CheckConstraint(condition=Q(text__regex="^.{1,200}$"), name="reminder_text"),
        ]
        indexes: ClassVar[list[Index]] = [
            Index(fields=["by_user", "due_on"], name="reminder_by_user"),
            Index(fields=["case_id"], name="reminder_of_case"),
        ]


class Document(models.Model):
    """A file of a case; the file itself lies beside the database, named by its hash."""

    id = models.UUIDField(primary_key=True, db_comment="The document")
    case_id = models.UUIDField(db_comment="The case")
    sha256 = models.TextField(db_comment="Hash of the file, and where it lies")
    size_bytes = models.BigIntegerField(db_comment="Length of the file")
    media_type = models.TextField(db_comment="What it is, by its content")
    title = models.TextField(db_comment="PERSONAL. What it is called in the case")
    added_at = models.DateTimeField(db_comment="When it was taken in")
    by_user = models.TextField(db_comment="Who took it in: a username")

    class Meta:
        """Where it is stored, and what can be checked in a row."""

        db_table = "document"
        db_table_comment = "Files of cases. Read under row-level security."
        constraints: ClassVar[list[models.BaseConstraint]] = [
            CheckConstraint(condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="document_sha256"),
            CheckConstraint(condition=Q(size_bytes__gte=1), name="document_size_bytes"),
            UniqueConstraint(fields=["case_id", "sha256"], name="document_once_in_a_case"),
        ]
        indexes: ClassVar[list[Index]] = [Index(fields=["sha256"], name="document_by_hash")]


class AccessEntry(models.Model):
    """Someone looked at a case, searched or took something out: one link of that user's chain."""

    pk = models.CompositePrimaryKey("by_user", "seq")
    by_user = models.TextField(db_comment="Who: a username")
    seq = models.IntegerField(db_comment="From 1, without holes, for that user")
    at = models.DateTimeField(db_comment="When")
    what = models.TextField(db_comment="read, search, export, erase")
    purpose = models.TextField(db_comment="What for; never what somebody is called")
    case_id = models.UUIDField(null=True, db_comment="The case, where it was one")
    query_digest = models.BinaryField(null=True, db_comment="Keyed digest of what was searched for")
    prev_hash = models.BinaryField(db_comment="Hash of this user's entry before")
    hash = models.BinaryField(db_comment="SHA-256 of all the other columns")

    class Meta:
        """Where it is stored, and what can be checked in a row."""

        db_table = "access_log"
        db_table_comment = "Who looked at what, when and what for. Rows are added, never changed."
        constraints: ClassVar[list[models.BaseConstraint]] = [
            CheckConstraint(condition=Q(seq__gte=1), name="access_log_seq"),
            CheckConstraint(
                condition=Q(
                    what__in=[
                        "read",
                        "search",
                        "export",
                        "erase",
                        "administer",
                        "refused",
                        "sign_in",
                        "sign_in_failed",
                    ]
                ),
                name="access_log_what",
            ),
            CheckConstraint(
                condition=Q(purpose__regex=r"\S")
                & ~Q(purpose__regex="[0-9]{6}[- ]?[0-9]{4}")
                & Q(purpose__regex="^.{1,200}$"),
                name="access_log_purpose",
            ),
        ]
        indexes: ClassVar[list[Index]] = [
            Index(
                fields=["case_id", "at"], condition=Q(case_id__isnull=False), name="access_log_case"
            ),
            Index(fields=["at"], condition=Q(what="administer"), name="access_log_administer"),
        ]
