"""What the parts of the standards are called on the pages of the staff."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXT_LABELS: Mapping[str, str | Promise] = {
    "title": _("Heading"),
    "opening": _("First words"),
    "solve_title": _("Rule 1: solve it"),
    "solve": _("What that means"),
    "easy_title": _("Rule 2: make it easy"),
    "easy": _("What that means"),
    "fast_title": _("Rule 3: make it fast"),
    "fast": _("What that means"),
    "human_title": _("Rule 4: make it human"),
    "human": _("What that means"),
    "magic_title": _("Rule 5: make it magic"),
    "magic": _("What that means"),
    "returns": _("Returns"),
    "exchange": _("Exchange"),
    "refund": _("Money back"),
    "missed": _("What we do when we miss it"),
    "contact": _("Who to turn to"),
    "signed": _("Signed by"),
}
TIME_LABELS: Mapping[str, str | Promise] = {
    "first_answer_seconds": _("First answer, minutes"),
    "next_answer_seconds": _("Next answers, minutes"),
    "solution_seconds": _("Solved, open hours"),
}
DAY_LABELS: Mapping[str, str | Promise] = {
    "returns_days": _("Days in which it may come back"),
    "exchange_days": _("Days in which it is exchanged"),
    "refund_days": _("Days until the money is on its way"),
}
COLUMN_LABELS: Mapping[str, str | Promise] = {
    "kind": _("Kind of problem"),
    "steps": _("Steps"),
    "decides": _("Who decides"),
    "limit": _("Limit"),
}
EVERY_CHANNEL_LABEL = _("Every channel")
