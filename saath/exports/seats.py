"""Colleagues who come in with an export: names without a way in, until an owner invites them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from saath.accounts.actions.people import create_person
from saath.accounts.backends import find_person
from saath.tenancy.actor import Actor

IMPORTER = Actor.system("a shop comes in")


def seat(line: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return whose seat a line is: somebody known by that address here, or somebody new who cannot sign in."""
    email = str(line["email"])
    person = find_person(email) or create_person(IMPORTER, email=email, name=str(line["display_name"]))
    return {"person_id": person.pk, "is_active": False}
