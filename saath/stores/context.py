"""What every staff page may ask about shops (context processor); nothing is read unless a template asks."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from saath.accounts.models import Person
from saath.stores.queries import Shop, list_shops


def shops(request: HttpRequest) -> dict[str, Any]:
    """Give `shops`, those that the signed-in person works for, to the pages of a staff host."""
    if getattr(request, "purpose", "") != "staff":
        return {}
    return {"shops": SimpleLazyObject(lambda: _shops(request))}


def _shops(request: HttpRequest) -> list[Shop]:
    person = request.user
    return list_shops(person, here=getattr(request, "store", None)) if isinstance(person, Person) else []
