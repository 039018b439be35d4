"""Signing in with a name and a password. Who tries out passwords is stopped.

After `MOST_TRIES` failures for a name, or `MOST_TRIES_ADDRESS` from an address, within `WINDOW`,
nobody is let in by that name or from there, the right password or not, until it has passed.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.db.models import Q
from django.http import HttpRequest

from kompas.accounts.models import SignInFailed, User

WINDOW = timedelta(minutes=15)
MOST_TRIES = 8
MOST_TRIES_ADDRESS = 60
_KEPT = timedelta(hours=1)


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
        _remember(username, address, now)
        return None

    def get_user(self, user_id: int) -> User | None:
        """The user of a session, who works here still."""
        return User.objects.filter(pk=user_id, is_active=True).first()


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
