"""Units, users and the roles that users have in units."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from kompas.accounts.access import Staff
from kompas.accounts.roles import Role

_KEY = "^[a-zA-Z0-9_-]+$"


class Unit(models.Model):
    """An organisational unit of the municipality, with what its standards leave to it.

    `norms_unit` is the unit as the norm files name it, where they do. `processing_deadline_weeks`
    is the politically adopted deadline where the standard does not state it (FW-23).
    """

    key = models.SlugField(primary_key=True, db_comment="The unit, as cases name it")
    name = models.TextField(db_comment="What people call it")
    municipality = models.TextField(db_comment="Folder of the norms that it works by")
    norms_unit = models.TextField(
        null=True, blank=True, db_comment="The unit as the norm files name it"
    )
    panel_required = models.BooleanField(
        default=False, db_comment="Whether the referral panel decides before the caseworker"
    )
    processing_deadline_weeks = models.PositiveSmallIntegerField(
        null=True, blank=True, db_comment="Adopted deadline where the standard states none"
    )

    class Meta:
        """Where it is stored. A key holds no comma: keys are told to the database in a list."""

        db_table = "unit"
        db_table_comment = "Organisational units, with what their standards leave to them."
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(key__regex=_KEY), name="unit_key")
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes users."""

    def make(self, username: str, name: str, password: str | None = None) -> "User":
        """A user with a password, or with none that works (sign-in elsewhere)."""
        user = self.model(username=username, name=name)
        if password is None:
            user.set_unusable_password()
        else:
            user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Someone who works in Kompas. `username` stands in the record and never changes.

    `viewer` is the user as access is decided, where that was asked for with the user.
    """

    username = models.SlugField(
        max_length=60, unique=True, db_comment="Who they are in the record; never changes"
    )
    name = models.TextField(db_comment="PERSONAL. What they are called")
    title = models.TextField(
        default="",
        db_default="",
        blank=True,
        db_comment="At work: what they are, under their name in letters",
    )
    phone = models.TextField(
        default="",
        db_default="",
        blank=True,
        db_comment="At work: how citizens reach them, in letters",
    )
    email = models.TextField(
        default="",
        db_default="",
        blank=True,
        db_comment="At work: how citizens reach them, in letters",
    )
    is_active = models.BooleanField(
        default=True, db_comment="Whether they work here still; sees and does nothing otherwise"
    )

    viewer: Staff | None = None

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        """Where it is stored."""

        db_table = "app_user"
        db_table_comment = "Those who work in Kompas. Nobody is removed: the record names them."
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(username__regex=_KEY), name="user_username")
        ]


class Membership(models.Model):
    """A role that a user has, in one unit."""

    user = models.ForeignKey(User, on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    role = models.TextField(
        choices=[(role.value, role.value) for role in Role], db_comment="The role held there"
    )

    class Meta:
        """Where it is stored; a role is held once."""

        db_table = "membership"
        db_table_comment = "Which role a user has in which unit."
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "unit", "role"], name="membership_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]), name="membership_role"
            ),
        ]


class RoleProposal(models.Model):
    """A role that somebody shall have, and that a second administrator has yet to confirm."""

    user = models.ForeignKey(User, on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    role = models.TextField(
        choices=[(role.value, role.value) for role in Role], db_comment="The role proposed there"
    )
    proposed_by = models.TextField(db_comment="Who proposed it: a username")
    proposed_at = models.DateTimeField(db_comment="When")

    class Meta:
        """Where it is stored; a role is proposed once."""

        db_table = "role_proposal"
        db_table_comment = "Roles that wait for a second administrator."
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "unit", "role"], name="role_proposal_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]),
                name="role_proposal_role",
            ),
        ]


class StandardPhrase(models.Model):
    """A text that a unit often writes to citizens. It is put into a letter by who writes it, who
    sees it and may change it.
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE)
    title = models.TextField(db_comment="What it is called where it is chosen")
    text = models.TextField(db_comment="The text, as it is put in")

    class Meta:
        """Where it is stored; what a unit's texts are called tells them apart."""

        db_table = "standard_phrase"
        db_table_comment = "Texts that a unit often writes to citizens."
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "title"], name="standard_phrase_once")
        ]

    def __str__(self) -> str:
        return self.title


class Absence(models.Model):
    """Somebody is away from a unit, and another stands in for them, both days included."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="absences")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    substitute = models.ForeignKey(User, on_delete=models.PROTECT, related_name="stands_in_for")
    from_on = models.DateField(db_comment="First day away")
    to_on = models.DateField(db_comment="Last day away; the day after, it is over by itself")

    class Meta:
        """Where it is stored, and by what it is looked up with every page."""

        db_table = "absence"
        db_table_comment = "Who is away from which unit when, and who stands in for them."
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(to_on__gte=models.F("from_on")), name="absence_days"
            ),
            models.CheckConstraint(
                condition=~models.Q(substitute=models.F("user")), name="absence_of_another"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["substitute", "to_on"], name="absence_substitute"),
            models.Index(fields=["unit", "to_on"], name="absence_unit"),
        ]


class Presence(models.Model):
    """Who has a case open on the screen right now: told to others who open it. Soon removed."""

    pk = models.CompositePrimaryKey("case_id", "user")
    case_id = models.UUIDField(db_comment="The case")
    user = models.ForeignKey(User, on_delete=models.CASCADE, db_comment="Who looks at it")
    seen_at = models.DateTimeField(db_comment="When the screen last told that it is open")

    class Meta:
        """Where it is stored, and by what old rows are found."""

        db_table = "presence"
        db_table_comment = "Who has which case open; rows of the last minutes only."
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["seen_at"], name="presence_seen_at")
        ]


class SignInFailed(models.Model):
    """A sign-in that failed, so that passwords cannot be tried out. Soon removed."""

    username = models.CharField(max_length=60, db_comment="The name that was typed, as it is")
    address = models.GenericIPAddressField(db_comment="From where")
    at = models.DateTimeField(db_comment="When")

    class Meta:
        """Where it is stored, and by what it is counted."""

        db_table = "sign_in_failed"
        db_table_comment = "Failed sign-ins of the last hour."
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["username", "at"], name="sign_in_failed_username"),
            models.Index(fields=["address", "at"], name="sign_in_failed_address"),
        ]
