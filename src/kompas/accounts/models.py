"""Units, users and the roles that users have in units."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from kompas.accounts.access import Role, Viewer


class Unit(models.Model):
    """An organisational unit of the municipality, with what its standards leave to it.

    `norms_unit` is the unit as the norm files name it, where they do. `processing_deadline_weeks`
    is the politically adopted deadline where the standard does not state it (FW-23).
    """

    key = models.SlugField(primary_key=True)
    name = models.TextField()
    municipality = models.TextField()
    norms_unit = models.TextField(null=True, blank=True)
    panel_required = models.BooleanField(default=False)
    processing_deadline_weeks = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        """Where it is stored."""

        db_table = "unit"

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
    """Someone who works in Kompas. `username` stands in the record and never changes."""

    username = models.SlugField(max_length=60, unique=True)
    name = models.TextField()
    is_active = models.BooleanField(default=True)

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        """Where it is stored."""

        db_table = "app_user"

    def viewer(self) -> Viewer:
        """What the user may see and do: one query."""
        pairs = self.membership_set.values_list("role", "unit_id") if self.is_active else ()
        return Viewer(self.username, frozenset((Role(role), unit) for role, unit in pairs))


class Membership(models.Model):
    """A role that a user has, in one unit."""

    user = models.ForeignKey(User, on_delete=models.CASCADE)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE)
    role = models.TextField(choices=[(role.value, role.value) for role in Role])

    class Meta:
        """Where it is stored; a role is held once."""

        db_table = "membership"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "unit", "role"], name="membership_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]), name="membership_role"
            ),
        ]
