"""Template tags of the parts that every page uses. A builtin library: no `{% load %}` is needed."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.http import QueryDict
from django.template.context import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from saath.core.figures import figure
from saath.core.money import Money
from saath.ui.context import Interface
from saath.ui.faces import colleague_face, customer_face
from saath.ui.frame import StaffFrame
from saath.ui.icons import icon_markup
from saath.ui.kept import frame_part, plain_part
from saath.ui.language import READ_CHARACTERS, lang_attribute, page_language
from saath.ui.moments import clock_text, day_text, full_text, moment_text
from saath.ui.navigation import Entry, Group, grouped, visible
from saath.ui.places import Place
from saath.ui.shortcuts import Shortcut, registered
from saath.ui.waits import wait_markup, wait_until

register = template.Library()


@register.simple_tag
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """Show an icon: `{% icon "mail" %}`, `{% icon "mail" "s" %}`, `{% icon "mail" label="E-mail" %}`."""
    return icon_markup(name, size, str(label))


@register.simple_tag
def html_attributes(interface: Interface) -> SafeString:
    """Return what `<html>` carries: language, colour scheme, the shop's colour, the clock of the server."""
    attributes = format_html('lang="{}" data-now="{}"', interface.language, interface.now_epoch)
    if interface.theme:
        attributes += format_html(' data-theme="{}"', interface.theme)
    return attributes


@register.simple_tag
def lang_of(text: object, language: str = "") -> SafeString:
    """Return ` lang="hi"` when the text is in another language than the page, else nothing.

    Write it against the tag name: `<b{% lang_of customer.name %}>`. A known language goes before the script.
    """
    if isinstance(text, Place):
        return text.lang
    return lang_attribute(str(text)[:READ_CHARACTERS], language, page_language())


@register.simple_tag
def face(
    name: str, key: object, channel_icon: str = "", channel_label: str = "", classes: str = ""
) -> SafeString:
    """Show a customer as a swatch of cloth: `{% face customer.name customer.public_id "mail" label %}`."""
    return customer_face(name, str(key), channel_icon, str(channel_label), classes, page_language())


@register.simple_tag
def colleague(
    name: str, key: object, is_here: bool = False, title: str = "", classes: str = ""
) -> SafeString:
    """Show a colleague as a circle, with a dot when at the desk. `title` is spoken; the name by default."""
    return colleague_face(name, str(key), is_here, str(title or name), classes, page_language())


@register.simple_tag
def wait(
    due_at: datetime,
    full_seconds: int = 300,
    since: str = "",
    classes: str = "",
    is_exact: bool = False,
    now: datetime | None = None,
) -> SafeString:
    """Show the promise as stitches: `{% wait conversation.due_at 300 since=waiting_title %}`.

    `full_seconds` is the length of the promise; `since` becomes the title ("Waiting since 14:36").
    """
    drawn = wait_until(due_at, now=now or timezone.now(), full_seconds=full_seconds, is_exact=is_exact)
    return wait_markup(drawn, due_at, full_seconds, since, classes, is_exact=is_exact)


@register.simple_tag
def moment(at: datetime, zone: ZoneInfo, style: str = "", now: datetime | None = None) -> SafeString:
    """Show a time in the store's zone: "Today 14:21"; style "clock": "14:21", "day": "Tue 18 Nov", "full": "Tue 18 Nov 14:21"."""
    at_now = now or timezone.now()
    if style == "clock":
        text = clock_text(at, zone=zone)
    elif style == "day":
        text = day_text(at, now=at_now, zone=zone)
    elif style == "full":
        text = full_text(at, zone=zone)
    else:
        text = moment_text(at, now=at_now, zone=zone)
    full = f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
    return format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), full, text)


@register.simple_tag
def own_languages() -> list[tuple[str, str]]:
    """Return the languages of the interface as (code, name), each name as its speakers write it."""
    return list(settings.LANGUAGES)


@register.filter
def number(value: float) -> str:
    """Return a number in Latin digits and Indian grouping: 208850 becomes "2,08,850"."""
    return figure(value)


@register.filter
def money(value: Money) -> str:
    """Return an amount as written in India: "₹2,897.00"."""
    return value.format(page_language())


@register.simple_tag
def kept(template: str, **shown: Hashable) -> SafeString:
    """Show a part that needs nothing from the page but its language and what it is given here:

    `{% kept "ui/_live_parts.html" %}`, `{% kept "desk/_list_top.html" queue=queue %}`.
    """
    return plain_part(template, page_language(), tuple(shown.items()))


@register.simple_tag(takes_context=True)
def around(context: Context, template: str, bar_class: str = "") -> SafeString:
    """Show a part of the navigation around a page: `{% around "ui/_navigation.html" %}`."""
    frame, theme = context.get("frame"), context["interface"].theme
    shown = frame if isinstance(frame, StaffFrame) else StaffFrame()
    return frame_part(template, shown, bar_class, theme, page_language())


@register.simple_tag
def navigation(frame: StaffFrame | str) -> list[Group]:
    """Return the places of the navigation that this person may see, under their headings."""
    return grouped(visible(frame.may)) if isinstance(frame, StaffFrame) else []


@register.simple_tag
def bottom_bar(frame: StaffFrame | str) -> list[tuple[Entry, bool]]:
    """Return the places in the bar at the foot of a phone, at most five, each with whether we are there."""
    if not isinstance(frame, StaffFrame):
        return []
    shown = [entry for entry in visible(frame.may) if entry.bar_label][:5]
    return [(entry, entry.is_bar_of(frame.current)) for entry in shown]


@register.simple_tag
def beside_bar(frame: StaffFrame | str) -> list[Group]:
    """Return the places that no line in the bar of a phone leads to, under their headings."""
    if not isinstance(frame, StaffFrame):
        return []
    shown = visible(frame.may)
    bar = [entry for entry in shown if entry.bar_label][:5]
    return grouped(entry for entry in shown if not any(each.is_bar_of(entry.name) for each in bar))


@register.simple_tag
def shortcuts() -> tuple[Shortcut, ...]:
    """Return every key of the staff pages: `{% shortcuts as all %}`."""
    return registered()


@register.simple_tag
def count_of(frame: StaffFrame, name: str) -> int | str:
    """Return what waits at a place of the navigation; "" for nothing."""
    return frame.counts.get(name) or ""


@register.simple_tag
def allows(frame: StaffFrame, verb: str) -> bool:
    """Tell whether who reads the page may do what its frame `asks`: `{% allows frame "conversation.reply" as may_write %}`."""
    return frame.may(verb)


@register.simple_tag(takes_context=True)
def with_query(context: Context, **changes: object) -> str:
    """Return the query of this page with some keys changed; None or "" takes a key away."""
    query: QueryDict = context["request"].GET.copy()
    for key, value in changes.items():
        if value in (None, ""):
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}"
