"""Who may watch a shop's live stream: the same checks as for a page of the staff host."""

from functools import lru_cache
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest

from saath.accounts.models import Person
from saath.stores.models import Member
from saath.stores.queries import member_of
from saath.tenancy.models import Domain
from saath.tenancy.scope import store_scope
from saath.timeline.happening import View
from saath.timeline.live.admission import Knock, Refused, Watcher

VERB = "conversation.read"


def admit_colleague(knock: Knock) -> Watcher:
    """Return the colleague whose session knocks at a staff host.

    Raises Refused: 404 for an unknown host and for people of other shops, 401 without a session, 403 without the right.
    """
    domain = (
        Domain.objects.select_related("store").filter(host=knock.host, purpose=Domain.Purpose.STAFF).first()
    )
    if domain is None:
        raise Refused(HTTPStatus.NOT_FOUND)
    person = _signed_in(knock.cookies.get(settings.SESSION_COOKIE_NAME, ""))
    if person is None:
        raise Refused(HTTPStatus.UNAUTHORIZED)
    member = member_of(person, domain.store)
    if member is None:
        raise Refused(HTTPStatus.NOT_FOUND)
    if VERB not in member.verbs:
        raise Refused(HTTPStatus.FORBIDDEN)
    return Watcher(View(domain.store_id, "staff"), f"member:{member.public_id}")


def name_of_seat(store_id: int, person_id: int) -> str:
    """The public id of a person's seat in a shop, which never changes; empty while they have none."""
    try:
        return _seat(store_id, person_id)
    except Member.DoesNotExist:
        return ""


@lru_cache(maxsize=4096)
def _seat(store_id: int, person_id: int) -> str:
    with store_scope(store_id):
        return str(Member.objects.only("public_id").get(person_id=person_id).public_id)


def _signed_in(session_key: str) -> Person | None:
    """The person of a session that has neither ended nor outlived a change of the password."""
    if not session_key:
        return None
    request = HttpRequest()
    request.session = SessionStore(session_key)
    person = get_user(request)
    return person if isinstance(person, Person) and person.is_active else None
