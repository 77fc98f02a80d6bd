"""By the language in which a customer writes."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saath.conversations.filters import Choice, Filter
from saath.core.languages import LANGUAGES
from saath.tenancy.actor import Actor


def _choices(actor: Actor) -> Sequence[Choice]:
    return [Choice(each.code, each.own_name) for each in LANGUAGES]


def _condition(actor: Actor, value: str) -> Q:
    return Q(language=value)


LANGUAGE = Filter("language", _("Language"), _choices, _condition)
