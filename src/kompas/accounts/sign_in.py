"""Signing in with a name and a password. Who tries out passwords is slowed down, nobody shut out.

After some failures by a name or from an address within `SIGN_IN_WINDOW_SECONDS` each further one
costs a wait, in which no password is looked at and which no try makes longer. A browser in which
the user has signed in before is counted by itself: whoever tries that name elsewhere, or from the
same address, does not make its user wait.
"""

import secrets
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple

from django.contrib.auth.backends import BaseBackend
from django.contrib.sessions.models import Session
from django.core import signing
from django.db import connection
from django.db.models import Count, Max, QuerySet
from django.http import HttpRequest

from kompas.accounts.absences import AWAY, stands_in
from kompas.accounts.access import Staff
from kompas.accounts.models import SignInFailed, User
from kompas.accounts.roles import Role
from kompas.casework.record import danish_day
from kompas.limits import (
    FREE_TRIES,
    FREE_TRIES_OF_ADDRESS,
    LONGEST_WAIT_OF_ADDRESS_SECONDS,
    LONGEST_WAIT_SECONDS,
    SIGN_IN_WINDOW_SECONDS,
)

DEVICE_COOKIE = "known_device"
DEVICE_COOKIE_SECONDS = 180 * 24 * 3600
TRIED = "tried_in_vain"
"""On a request with a wrong password: the name of whom it was tried for, who works here. Who has to
wait is not let try, so that nobody fills the log.
"""
_LONGEST_NAME = 60
_DEVICE_SALT = "kompas.known_device"


class _Tried(NamedTuple):
    """A try: counted by the name, or by the browser that its user has used before (`is_known`)."""

    counted_as: str
    address: str
    is_known: bool


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
        now, tried = datetime.now(tz=UTC), _tried(request, username)
        if _wait_seconds(tried, now):
            return None
        user = User.objects.filter(username=username.replace("\0", "")).first()
        if user is None:
            # As slow as for a user who exists, so that names cannot be found out.
            User().set_password(password)
        elif user.check_password(password) and user.is_active:
            return user
        elif request is not None:
            setattr(request, TRIED, user.username)
        _forget_failures(now)
        SignInFailed.objects.create(username=tried.counted_as, address=tried.address, at=now)
        return None

    def get_user(self, user_id: int) -> User | None:
        """The user of a session, who works here still, with the roles held. One statement.

        Asked anew for every page: who leaves or loses a role, does so at once; and so ends the day
        to which somebody stands in for another.
        """
        today = danish_day(datetime.now(tz=UTC))
        with connection.cursor() as cursor:
            cursor.execute(_WITH_ROLES, {"user_id": user_id, "today": today})
            rows = cursor.fetchall()
        if not rows:
            return None
        user = User.from_db(connection.alias, _FIELDS, rows[0][: len(_FIELDS)])
        held = (row[len(_FIELDS) :] for row in rows)
        roles = frozenset((Role(role), unit) for role, unit, _away in held if role)
        user.viewer = Staff(user.username, roles, stands_in(roles, rows[0][-1]))
        return user


_FIELDS = (
    "id",
    "password",
    "last_login",
    "username",
    "name",
    "title",
    "phone",
    "email",
    "is_active",
)
_WITH_ROLES = (
    f"SELECT {', '.join(f'u.{name}' for name in _FIELDS)}, m.role, m.unit_id, {AWAY}"  # noqa: S608
    " FROM app_user u LEFT JOIN membership m ON m.user_id = u.id"
    " WHERE u.id = %(user_id)s AND u.is_active"
)


def wait_seconds(request: HttpRequest, username: str, now: datetime) -> int:
    """So long nobody is let in by that name from this browser; 0 for who may try now."""
    return _wait_seconds(_tried(request, username), now)


def device_of(username: str) -> str:
    """What a browser is given in which a user has signed in (`DEVICE_COOKIE`)."""
    return signing.dumps([username, secrets.token_urlsafe(12)], salt=_DEVICE_SALT)


def forget_old(now: datetime) -> int:
    """Remove the sessions that have ended and the failures that count no more; how many sessions.

    Two statements.
    """
    _forget_failures(now)
    removed, _of_each = Session.objects.filter(expire_date__lt=now).delete()
    return removed


def _forget_failures(now: datetime) -> None:
    SignInFailed.objects.filter(at__lt=now - timedelta(seconds=SIGN_IN_WINDOW_SECONDS)).delete()


def _wait_seconds(tried: _Tried, now: datetime) -> int:
    lately = SignInFailed.objects.filter(at__gt=now - timedelta(seconds=SIGN_IN_WINDOW_SECONDS))
    by_name = _left(lately.filter(username=tried.counted_as), FREE_TRIES, LONGEST_WAIT_SECONDS, now)
    if tried.is_known:
        return by_name
    from_there = lately.filter(address=tried.address)
    most = LONGEST_WAIT_OF_ADDRESS_SECONDS
    return max(by_name, _left(from_there, FREE_TRIES_OF_ADDRESS, most, now))


def _left(failed: QuerySet[SignInFailed], free: int, longest: int, now: datetime) -> int:
    """Of the wait after the newest failure: so many seconds are left, rounded up."""
    found = failed.aggregate(count=Count("pk"), newest=Max("at"))
    over = found["count"] - free
    if over < 0:
        return 0
    ends_at: datetime = found["newest"] + timedelta(seconds=min(2 ** min(over, longest), longest))
    return max(0, -((now - ends_at) // timedelta(seconds=1)))


def _tried(request: HttpRequest | None, username: str) -> _Tried:
    """By what a try is counted."""
    username = username.replace("\0", "")[:_LONGEST_NAME]
    address = (request.META.get("REMOTE_ADDR") if request else None) or "0.0.0.0"  # noqa: S104 - unknown
    device = request.COOKIES.get(DEVICE_COOKIE, "") if request else ""
    if not _is_of(device, username):
        return _Tried(username, address, is_known=False)
    # Nobody can type it as a name: it is made from what that browser alone has.
    counted_as = sha256(device.encode()).hexdigest()[:_LONGEST_NAME]
    return _Tried(counted_as, address, is_known=True)


def _is_of(device: str, username: str) -> bool:
    try:
        named = signing.loads(device, salt=_DEVICE_SALT, max_age=DEVICE_COOKIE_SECONDS)
    except signing.BadSignature:
        return False
    return isinstance(named, list) and bool(named) and named[0] == username
