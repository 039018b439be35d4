"""Signing in with a name and a password. Who tries out passwords is stopped.

After `MOST_TRIES` failures for a name, or `MOST_TRIES_ADDRESS` from an address, within `WINDOW`,
nobody is let in by that name or from there, the right password or not, until it has passed.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.db import connection
from django.db.models import Q
from django.http import HttpRequest

from kompas.accounts.access import Staff
from kompas.accounts.models import SignInFailed, User
from kompas.accounts.roles import Role

WINDOW = timedelta(minutes=15)
MOST_TRIES = 8
MOST_TRIES_ADDRESS = 60
_KEPT = timedelta(hours=1)
TRIED = "tried_in_vain"
"""Set on a request that gave the name of somebody who works here and a wrong password: who is
locked out is not let try, so that nobody fills the log.
"""


class PasswordBackend(BaseBackend):
    """Django's sign-in against our users."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str = "",
        password: str = "",
        **_other: Any,
    ) -> User | None:
        """The user of that name and password, who works here still; None for anybody else."""
        now, address = datetime.now(tz=UTC), _address(request)
        if is_locked(username, address, now):
            return None
        user = User.objects.filter(username=username).first()
        if user is None:
            # As slow as for a user who exists, so that names cannot be found out.
            User().set_password(password)
        elif user.check_password(password) and user.is_active:
            return user
        elif request is not None:
            setattr(request, TRIED, True)
        _remember(username, address, now)
        return None

    def get_user(self, user_id: int) -> User | None:
        """The user of a session, who works here still, with the roles held. One statement.

        Asked anew for every page: who leaves or loses a role, does so at once.
        """
        with connection.cursor() as cursor:
            cursor.execute(_WITH_ROLES, (user_id,))
            rows = cursor.fetchall()
        if not rows:
            return None
        user = User.from_db(connection.alias, _FIELDS, rows[0][: len(_FIELDS)])
        held = (row[len(_FIELDS) :] for row in rows)
        roles = frozenset((Role(role), unit) for role, unit in held if role)
        user.viewer = Staff(user.username, roles)
        return user


_FIELDS = ("id", "password", "last_login", "username", "name", "is_active")
_WITH_ROLES = (
    "SELECT u.id, u.password, u.last_login, u.username, u.name, u.is_active, m.role, m.unit_id"
    " FROM app_user u LEFT JOIN membership m ON m.user_id = u.id WHERE u.id = %s AND u.is_active"
)


def is_locked(username: str, address: str, now: datetime) -> bool:
    """Whether too many sign-ins failed lately, by this name or from this address."""
    lately = SignInFailed.objects.filter(at__gt=now - WINDOW)
    if lately.filter(username=username[:60]).count() >= MOST_TRIES:
        return True
    return lately.filter(address=address).count() >= MOST_TRIES_ADDRESS


def _remember(username: str, address: str, now: datetime) -> None:
    SignInFailed.objects.filter(Q(at__lt=now - _KEPT)).delete()
    SignInFailed.objects.create(username=username[:60], address=address, at=now)


def _address(request: HttpRequest | None) -> str:
    """From where: told by the server, never by the caller's own headers."""
    return (request.META.get("REMOTE_ADDR") if request else None) or "0.0.0.0"  # noqa: S104 - unknown
