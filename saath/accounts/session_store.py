"""Sessions as rows (`SESSION_ENGINE`), read with every request by a statement that is written once."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField

from saath.core.clock import now
from saath.tenancy.given import Given
from saath.tenancy.prepared import Prepared

DATA = Prepared(
    lambda: Session.objects.filter(
        session_key=Given("key", CharField()), expire_date__gt=Given("at", DateTimeField())
    ).values_list("session_data", flat=True)
)


class SessionStore(db.SessionStore):
    """Django's own, but for how it reads."""

    def load(self) -> dict[str, Any]:
        """Return what the session holds; nothing, and no key any more, where it ended or never was."""
        data = DATA.first(key=self.session_key, at=now())
        if data is None:
            self._session_key = None
            return {}
        return self.decode(data)
