"""One round: what changed at a platform since the last one is taken, and some of its history where a person asked for it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from saath.core.clock import now
from saath.core.secrets import SecretUnreadable
from saath.orders.actions.asking import note_asked, note_progress
from saath.orders.actions.take import take_orders
from saath.orders.connectors.base import NeedsReauth, Page, Platform, PlatformError, Refusal
from saath.orders.connectors.registry import platform_of
from saath.orders.data import OrderData
from saath.orders.keys import credentials_of
from saath.orders.models import Connection
from saath.orders.polling import rules
from saath.orders.polling.hooking import see_to_deliveries
from saath.orders.polling.place import Place
from saath.orders.polling.troubles import ASKER, note_trouble

# So many pages one job reads, before others have their turn.
PAGES_A_TURN = 20


def go_round(connection: Connection) -> bool:
    """Ask a platform for what is new; return whether there is more to be read at once. Raises nothing of the platform's."""
    try:
        platform = platform_of(connection.platform, connection.account, credentials_of(connection))
        return _read_on(connection, platform)
    except SecretUnreadable as error:
        note_trouble(connection, NeedsReauth(str(error)))
    except PlatformError as error:
        note_trouble(connection, error)
    return False


def _read_on(connection: Connection, platform: Platform) -> bool:
    place = Place.of(connection)
    if place.cursor or place.next_at is None or place.next_at <= now() or place.trouble:
        place = _changes(connection, platform, place)
    if place.cursor:
        return True
    if place.history is None or place.history.is_done:
        return False
    return not _history(connection, platform, place)


def _changes(connection: Connection, platform: Platform, place: Place) -> Place:
    """Read what changed, and return the place behind it."""
    at = now()
    begin = rules.begins_at(place, connected_at=connection.created_at, now=at)
    for _turn in range(PAGES_A_TURN):
        page = _page(
            connection,
            place.cursor,
            lambda cursor: platform.orders_since(begin, cursor),
            lambda held: replace(held, cursor=""),
        )
        missed = _take(connection, page.orders, place)
        place = note_progress(ASKER, connection, change=_behind(page, missed, at))
        if not page.next_cursor:
            return _round_done(connection, platform, place, at)
    return place


def _page(
    connection: Connection, cursor: str, ask: Callable[[str], Page], begin_anew: Callable[[Place], Place]
) -> Page:
    """Ask for a page; a platform that does not know the place any more is asked from the beginning next time."""
    try:
        return ask(cursor)
    except Refusal:
        if cursor:
            note_progress(ASKER, connection, change=begin_anew)
        raise


def _take(connection: Connection, orders: Sequence[OrderData], place: Place) -> int:
    """Take orders; return how many of them a delivery should have told of, and none did."""
    late = rules.overdue(orders, now=now())
    keys = {order.key for order in late}
    fresh = [order for order in orders if order.key not in keys]
    if fresh:
        take_orders(ASKER, connection, told=fresh)
    if not late:
        return 0
    taken = take_orders(ASKER, connection, told=late)
    hears = connection.last_heard_at is not None and place.since is not None
    return taken.new + taken.changed if hears else 0


def _behind(page: Page, missed: int, at: datetime) -> Callable[[Place], Place]:
    newest = max((order.updated_at for order in page.orders), default=None)

    def change(place: Place) -> Place:
        times = [each for each in (place.newest, newest) if each is not None]
        return replace(
            place,
            cursor=page.next_cursor,
            newest=max(times, default=None),
            missed=place.missed + missed,
            missed_at=at if missed else place.missed_at,
            unreadable=_named(place, page),
        )

    return change


def _named(place: Place, page: Page) -> tuple[str, ...]:
    named = dict.fromkeys((*place.unreadable, *page.unreadable))
    return tuple(named)[-rules.MOST_UNREADABLE :]


def _round_done(connection: Connection, platform: Platform, place: Place, at: datetime) -> Place:
    """Write down that all was read; once a day see to it that news is delivered."""
    is_daily = rules.looks_back(place, now=at)
    delivers = see_to_deliveries(connection, platform) if is_daily else place.delivers

    def change(held: Place) -> Place:
        return replace(
            held,
            since=held.newest or held.since or at,
            newest=None,
            looked_back_at=at if is_daily else held.looked_back_at,
            next_at=rules.next_at(at, dice=random.random()),  # spreads load, guards nothing
            delivers=delivers,
        )

    return note_asked(ASKER, connection, change=change)


def _history(connection: Connection, platform: Platform, place: Place) -> bool:
    """Bring in some of what was there before; return whether it is all."""
    for _turn in range(PAGES_A_TURN):
        history = place.history
        if history is None or history.is_done:
            return True
        page = _page(
            connection,
            history.cursor,
            lambda cursor: platform.orders_since(None, cursor),
            lambda held: held.brought(cursor=""),
        )
        orders = [order for order in page.orders if order.updated_at <= history.until]
        new = take_orders(ASKER, connection, told=orders, is_history=True).new if orders else 0
        place = note_progress(ASKER, connection, change=_brought(page, orders, new))
    return place.history is None or place.history.is_done


def _brought(page: Page, orders: Sequence[OrderData], new: int) -> Callable[[Place], Place]:
    def change(place: Place) -> Place:
        held = place.history
        if held is None:
            return place
        is_past = bool(page.orders) and not orders
        left = page.remaining - len(page.orders) if page.remaining is not None else None
        return replace(place, unreadable=_named(place, page)).brought(
            cursor=page.next_cursor,
            taken=held.taken + new,
            remaining=max(left, 0) if left is not None else None,
            reached=max((order.updated_at for order in orders), default=held.reached),
            is_done=is_past or not page.next_cursor,
        )

    return change
