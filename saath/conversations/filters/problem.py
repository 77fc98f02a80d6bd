"""By the problem that conversations are cases of."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saath.conversations.filters import Choice, Filter
from saath.conversations.models import Problem
from saath.conversations.queries.problems import unsolved_problems
from saath.tenancy.actor import Actor


def _choices(actor: Actor) -> Sequence[Choice]:
    return [Choice(str(each.public_id), each.name) for each in unsolved_problems(actor)]


def _condition(actor: Actor, value: str) -> Q:
    return Q(problem__in=Problem.objects.filter(public_id=value).values("pk"))


PROBLEM = Filter("problem", _("Problem"), _choices, _condition)
