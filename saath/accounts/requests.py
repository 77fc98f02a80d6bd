"""What the middleware has put on a request, with its type."""

from django.http import Http404, HttpRequest

from saath.accounts.models import Person
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store


def person_of(request: HttpRequest) -> Person:
    """The signed-in person.  Only in views that nobody reaches without signing in."""
    if not isinstance(request.user, Person):
        raise Http404
    return request.user


def actor_or_none(request: HttpRequest) -> Actor | None:
    """The actor of the signed-in colleague; None for somebody who does not work for this shop."""
    actor: Actor | None = getattr(request, "actor", None)
    return actor


def actor_of(request: HttpRequest) -> Actor:
    """The actor of the signed-in colleague.  Raises 404 for anybody else."""
    actor = actor_or_none(request)
    if actor is None:
        raise Http404
    return actor


def store_of(request: HttpRequest) -> Store:
    """The shop whose host was called.  Raises 404 where there is none."""
    store: Store | None = getattr(request, "store", None)
    if store is None:
        raise Http404
    return store


def person_actor(request: HttpRequest) -> Actor:
    """The actor that somebody is in their own matters: the colleague, or a person without any right here."""
    person = person_of(request)
    return actor_or_none(request) or Actor(kind="member", label=person.name, person_id=person.pk)
