"""What the shop promises, for everybody: one version in three languages, beside each promise what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.http import HttpResponse, HttpResponseNotModified
from django.urls import reverse_lazy
from django.utils import translation
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from saath.channels import form
from saath.channels.registry import adapter_class
from saath.chats.said import hours_in_words, special_days_in_words
from saath.conversations.models import ChannelAccount
from saath.core.clock import now
from saath.core.errors import NotFound, SaathError
from saath.portal.pages import ShopperRequest, page, refused
from saath.portal.views.grievance import asked_language
from saath.promises.grievances.terms import settings_here
from saath.promises.models import Standard
from saath.promises.standards.content import content_of
from saath.promises.standards.kept import Kept, kept_lately
from saath.promises.standards.queries import get_published, standard_in_force
from saath.promises.standards.shown import Line, Shown, lines_of, show
from saath.stores.calendar import hours_of, settings_of
from saath.stores.hours import is_open
from saath.stores.shop_name import shop_name
from saath.tenancy.models import Store
from saath.tenancy.transactions import read_transaction
from saath.ui.context import THEME_COOKIE

# Kept by a browser and asked about each time: a page that says "open now" is never an old one.
# A channel that is a page of ours.
PAGES = {form.NAME: reverse_lazy("portal:grievance", urlconf="config.urls.shopper")}
HEADERS = {"Cache-Control": "public, no-cache", "X-Robots-Tag": "all"}


@dataclass(frozen=True, slots=True)
class Way:
    """A channel of the shop: where it is reached, when it is open, and what it promises."""

    icon: str
    label: str
    addresses: Sequence[str]
    is_open: bool
    hours: Sequence[str]
    lines: Sequence[Line]
    page: str = ""


@dataclass(frozen=True, slots=True)
class PublicStandard:
    """All that the page shows; `count` conversations stand behind its figures, and `until` is their last day."""

    number: int
    published_on: date
    newest: int
    shop_name: str
    said: Shown
    ways: Sequence[Way]
    until: date | None
    count: str
    zone: str


@require_safe
def standards(request: ShopperRequest, number: int | None = None) -> HttpResponse:
    """Show the version in force, or an older one with its number."""
    language = asked_language(request)
    try:
        with translation.override(language), read_transaction():
            shown = _public(request.store, number, language)
    except SaathError as error:
        return refused(request, error)
    tag = quote_etag(_fingerprint(request, shown, language))
    if request.headers.get("If-None-Match") == tag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        context: dict[str, Any] = {"shown": shown, "language": language}
        response = page(request, "portal/standards.html", context, language=language)
    for name, value in {**HEADERS, "ETag": tag}.items():
        response.headers[name] = value
    return response


def _fingerprint(request: ShopperRequest, shown: PublicStandard, language: str) -> str:
    """Return what changes with everything that the page shows."""
    look = (language, request.store.colour, request.COOKIES.get(THEME_COOKIE, ""))
    return sha256(repr((shown, look)).encode()).hexdigest()[:32]


def _public(store: Store, number: int | None, language: str) -> PublicStandard:
    in_force = standard_in_force()
    if in_force is None or in_force.published_at is None:
        raise NotFound()
    standard = in_force if number is None or number == in_force.number else get_published(number)
    # What happened lately says nothing of what was promised before.
    kept = kept_lately(store) if standard == in_force else None
    languages = len(settings_of(store.pk).languages)
    first = kept.figures.get(("", "first_answer")) if kept else None
    published_at = standard.published_at or in_force.published_at
    return PublicStandard(
        number=standard.number,
        published_on=published_at.astimezone(store.zone).date(),
        newest=in_force.number,
        shop_name=shop_name(store, language),
        said=show(standard, kept, language=language, base=store.language, languages=languages),
        ways=_ways(store, standard, kept, language),
        until=kept.until if first and kept else None,
        count=str(first.count) if first else "",
        zone=store.time_zone,
    )


def _ways(store: Store, standard: Standard, kept: Kept | None, language: str) -> list[Way]:
    content, addresses = content_of(standard), _addresses()
    return [
        _way(
            store,
            channel,
            addresses[channel],
            lines_of(content.promise(channel), kept, channel=channel),
            language,
        )
        for channel in addresses
    ]


def _way(store: Store, channel: str, addresses: Sequence[str], lines: Sequence[Line], language: str) -> Way:
    sign, hours, at = adapter_class(channel).capabilities.sign, hours_of(store.pk, channel), now()
    today = at.astimezone(hours.calendar.zone).date()
    return Way(
        icon=sign.icon,
        label=str(sign.label),
        addresses=addresses,
        is_open=is_open(hours.calendar, at),
        hours=[
            *hours_in_words(hours.calendar.week, language),
            *special_days_in_words(hours, today=today, language=language),
        ],
        lines=lines,
        page=str(PAGES.get(channel, "")),
    )


def _addresses() -> dict[str, list[str]]:
    """Return the shop's channels, each with the addresses that a person can write to."""
    found: dict[str, list[str]] = {}
    rows = ChannelAccount.objects.filter(is_active=True).order_by("channel", "pk")
    for channel, address in rows.values_list("channel", "address"):
        found.setdefault(channel, []).extend([address] if "@" in address else [])
    if form.NAME in found and not settings_here().is_open:
        del found[form.NAME]
    return found
