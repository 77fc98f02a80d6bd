"""A part of the actions that let somebody in."""

from saath.accounts.models import Person
from saath.stores.models import Member
from saath.stores.rules import Role


def seat_person(person: Person, role: Role) -> Member:
    """Give a person a seat, or back the one that they had."""
    member, _created = Member.objects.update_or_create(
        person=person,
        defaults={"role": role, "is_active": True, "revoked_at": None},
        create_defaults={"role": role, "display_name": person.name},
    )
    return member
