"""A form that changes a customer: what it wants, what it showed, and what somebody else changed meanwhile."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext

from saath.customers.actions.edit import Edited
from saath.customers.models import Customer
from saath.customers.preferences import Form, Reach
from saath.customers.queries import who_changed
from saath.tenancy.actor import Actor


def wanted_of(sent: QueryDict, customer: Customer, fields: Sequence[str]) -> dict[str, str]:
    """Return what the sender wants in each field: of one that they leave to others or do not name, what is there."""
    keep = sent.get("keep")
    named = [name for name in fields if name in sent]
    return {name: str(getattr(customer, name) if name == keep else sent[name]) for name in named}


def was_of(sent: QueryDict, fields: Sequence[str]) -> dict[str, str]:
    """Return what the form showed; one that does not say so shows what is there."""
    return {name: str(sent[f"{name}_was"]) for name in fields if f"{name}_was" in sent}


def conflicts_of(actor: Actor, sent: QueryDict, edited: Edited) -> dict[str, dict[str, str]]:
    """Return of each field that somebody else changed who it was, what it is now, and what the sender wants."""
    by = who_changed(actor, edited.customer, edited.conflicts) if edited.conflicts else {}
    return {
        name: {
            "by": by.get(name, ""),
            "theirs": _said(name, str(getattr(edited.customer, name))),
            "mine": sent.get(name, ""),
        }
        for name in edited.conflicts
    }


def _said(field: str, value: str) -> str:
    """Return a value in words."""
    words = {
        "language": {code: str(name) for code, name in settings.LANGUAGES},
        "form": {each.value: str(each.label) for each in Form},
        "reach": {each.value: str(each.label) for each in Reach},
    }
    return words.get(field, {}).get(value, value) or gettext("Not known yet")
