"""Template filters and tags of the pages about shops."""

from collections.abc import Sequence

from django import template
from django.utils.translation import get_language

from saath.stores.hours import Interval
from saath.stores.hours_json import day_to_json
from saath.stores.hours_queries import named
from saath.stores.models import ROLE_NAMES, Holiday, SpecialDay

register = template.Library()
NAMES = dict(ROLE_NAMES)


@register.filter
def role_name(role: str) -> str:
    """A role in the language of the page."""
    return str(NAMES.get(role, role))


@register.simple_tag
def span_text(interval: Interval) -> str:
    """A stretch of opening hours, such as 10:00–24:00."""
    ((start, end),) = day_to_json([interval])
    return f"{start}–{end}"


@register.simple_tag
def channel_label(channel: str, channels: Sequence[tuple[str, str]]) -> str:
    """What colleagues call a channel."""
    return dict(channels).get(channel, channel)


@register.filter
def holiday_name(holiday: Holiday) -> str:
    """What day it is, in the language of the page where anybody said so."""
    return holiday.names.get(get_language() or "en") or holiday.name


@register.filter
def reason_here(day: SpecialDay) -> str:
    """Why a day is special, in the language of the page."""
    return named(day.reason, get_language() or "en")
