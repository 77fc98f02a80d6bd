"""Template filters of the pages about shops."""

from django import template

from saath.stores.models import ROLE_NAMES

register = template.Library()
NAMES = dict(ROLE_NAMES)


@register.filter
def role_name(role: str) -> str:
    """A role in the language of the page."""
    return str(NAMES.get(role, role))
