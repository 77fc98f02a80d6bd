"""The secrets in answers that are kept for who asks twice."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from saath.programs.models import KeptAnswer
from saath.programs.models.kept_answer import SEALED
from saath.tenancy.sealed import reencrypt_column


def reencrypt_kept_answers(rotate: Callable[[str], str]) -> int:
    """Bring every answer that tells a secret under the newest key; return how many."""
    return reencrypt_column(KeptAnswer, "body", rotate, among=Q(headers__has_key=SEALED))
