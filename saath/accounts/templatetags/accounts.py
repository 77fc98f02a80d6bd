"""Template tags of the pages about people."""

from django import template

from saath.accounts import rules
from saath.ui.frame import StaffFrame
from saath.ui.navigation import Group, grouped, visible

register = template.Library()
GROUP = "settings-"


@register.filter
def short_agent(user_agent: str) -> str:
    """Browser and system in words that their owner recognises."""
    return rules.short_agent(user_agent)


@register.simple_tag
def settings_places(frame: StaffFrame | str) -> list[Group]:
    """The settings pages that this person may see, under their headings."""
    if not isinstance(frame, StaffFrame):
        return []
    return grouped(entry for entry in visible(frame.may) if entry.name.startswith(GROUP))
