"""Places in a text that wait for a value: `{{customer.name}}`, or `{{customer.name|there}}` with words for want of one.

A text that still has one is not finished, and no customer gets it.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from saath.core.errors import BadInput

PLACE = re.compile(r"\{\{[ \t]*([a-z][a-z_]*(?:\.[a-z_]+)*)[ \t]*(?:\|([^{}\n]*))?\}\}")


def gaps_in(text: str) -> list[str]:
    """Return the places that are left in a text as they stand there, each once."""
    return list(dict.fromkeys(match[0] for match in PLACE.finditer(text)))


def check_gaps(text: str) -> None:
    """Refuse words for a customer in which a place is left. Raises `BadInput`, which names it."""
    gaps = gaps_in(text)
    if gaps:
        raise BadInput(
            _("Something is left to fill in: %(places)s.") % {"places": ", ".join(gaps)},
            what_is_safe=_("Nothing was sent, and your words are still here."),
            what_to_do=_("Write what belongs there, or take it out."),
            field="text",
        )
