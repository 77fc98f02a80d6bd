"""The hub of a process: reads each event once and hands it to every stream that may see it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from time import time

import structlog
from django.db import Error as AnyDatabaseError

from saath.core.clock import now
from saath.timeline.cursor import Cursor, decode
from saath.timeline.emit import wake_no_more, wake_with
from saath.timeline.epoch import current_epoch
from saath.timeline.happening import Happening, View
from saath.timeline.live.admission import with_actor
from saath.timeline.live.aftermath import Aftermath
from saath.timeline.live.announce import announcer, tell
from saath.timeline.live.batch import Batch
from saath.timeline.live.bells import ring_on_commits
from saath.timeline.live.presence import (
    AnySign,
    Sign,
    hear_no_more,
    hear_with,
    look_no_more,
    look_with,
    watch_no_more,
    watch_with,
)
from saath.timeline.live.ring import Ring
from saath.timeline.live.rounds import go_rounds
from saath.timeline.live.streams import Streams
from saath.timeline.live.subscription import Beat, Reset, Subscription
from saath.timeline.live.threads import DatabaseThreads
from saath.timeline.live.visits import Visit, Visits
from saath.timeline.live.waiting import Waiting
from saath.timeline.live.whereabouts import Whereabouts
from saath.timeline.live.writing import Writers, Writing
from saath.timeline.replay import Page, TooMuch, reader

BEAT_SECONDS = 20
LOOK_ANYWAY_SECONDS = 5.0
GATHER_SECONDS = 0.003
# So seldom is read what nobody watches: a page that was asked for meanwhile still learns of it from the ring.
UNWATCHED_SECONDS = 1.0
RETRY_SECONDS = 1.0
READY_SECONDS = 5.0
CLOCK_SECONDS = 1.0
# Who goes to another page of the shop is back by then.
LEAVES_AFTER_SECONDS = 6.0

log = structlog.get_logger(__name__)


class HubIsNotReady(Exception):
    """The database has not answered yet: try again in a moment."""


class Hub:
    """Follows the event table and hears signs of life while it runs; one for each process that serves streams."""

    def __init__(self) -> None:
        self.threads = DatabaseThreads("live-door", 2)
        self._reading = DatabaseThreads("live-read", 1)
        self._reader = reader()
        self._ring = Ring()
        self.whereabouts = Whereabouts()
        self.visits = Visits()
        self._writers = Writers()
        self._streams = Streams()
        self._aftermath = Aftermath()
        self._aftermath_anywhere = Aftermath(is_anywhere=True)
        self._waits: dict[tuple[int, str], Waiting] = {}
        self._cursor: Cursor | None = None
        self._here = ""
        self._woken = asyncio.Event()
        self._wanted = asyncio.Event()
        self._waiting: list[asyncio.Future[None]] = []
        self._ready = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._loop: asyncio.AbstractEventLoop | None = None

    async def start(self) -> None:
        """Begin to follow; streams may subscribe as soon as the database has answered."""
        self._loop = asyncio.get_running_loop()
        wake_with(self.wake)
        hear_with(self.hear)
        look_with(self.whereabouts)
        watch_with(self.visits.is_here)
        follow, hear, beat = self._follow(), ring_on_commits(self._woken.set, self._note), self._beat()
        after = (each.go(self.threads) for each in (self._aftermath, self._aftermath_anywhere))
        works = (follow, hear, beat, go_rounds(self.threads), *after)
        self._tasks = [self._loop.create_task(work) for work in works]

    async def stop(self) -> None:
        """End every stream, then stop following."""
        wake_no_more(self.wake)
        hear_no_more(self.hear)
        look_no_more(self.whereabouts)
        watch_no_more(self.visits.is_here)
        self.end_streams()
        loop, self._loop = self._loop, None
        for task in self._tasks:
            task.cancel()
        if loop is not None:
            await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._reading.close()
        await self.threads.close()

    def end_streams(self) -> None:
        """Let every stream end; their browsers come back by themselves."""
        for subscription in self._streams:
            subscription.end()

    def wake(self) -> None:
        """Look for new events soon. Callable from any thread."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._woken.set)

    def hear(self, sign: AnySign) -> None:
        """Let the streams of a store know of a sign of life, or of somebody who writes. Callable from any thread."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._note, sign)

    @property
    def open_streams(self) -> int:
        """How many streams are connected."""
        return len(self._streams)

    async def subscribe(self, view: View, last: str = "") -> Subscription:
        """Queue for a view everything after the hub's present position; raises `HubIsNotReady`.

        The position is never behind the cursor `last`, which a faster hub of another process may have given, nor behind
        what happened before a first stream came.
        """
        try:
            async with asyncio.timeout(READY_SECONDS):
                await self._ready.wait()
                if not self._streams or (last and not self._ring.knows(last)):
                    await self._look_again()
        except TimeoutError as error:
            raise HubIsNotReady from error
        subscription = Subscription(view, self._here)
        self._streams.add(subscription)
        self._tell_of_visit(subscription, is_here=True)
        self._tell_of_waiting(subscription)
        return subscription

    def unsubscribe(self, subscription: Subscription) -> None:
        """Forget a stream that has ended."""
        self._streams.remove(subscription)
        if subscription.view.customer is not None and self._loop is not None:
            leave = partial(self._tell_of_visit, subscription, is_here=False)
            self._loop.call_later(LEAVES_AFTER_SECONDS, leave)

    async def missed(self, subscription: Subscription, last: str) -> list[Batch]:
        """Return what happened between a browser's last cursor and the start of its subscription.

        The two join exactly, so nothing is sent twice. Raises `TooMuch` where it has to load anew.
        """
        if last == subscription.start:
            return []
        batches = self._ring.after(last)
        if batches is not None:
            return _until(subscription.start, batches)
        start, cursor = decode(subscription.start), decode(last)
        if start is None or cursor is None or not self._is_usable(cursor, start):
            raise TooMuch
        store_id = subscription.view.store_id
        found = await self.threads.run(self._between, store_id, cursor.position, start.position)
        return [Batch(subscription.start, found)] if found else []

    def recent(self, subscription: Subscription, age_seconds: float) -> list[Batch]:
        """Return what happened while a page that was asked for so long ago was on its way.

        May hold what the page shows already. Raises `TooMuch` where the ring does not reach back so far.
        """
        batches = self._ring.since(time() - age_seconds - CLOCK_SECONDS)
        if batches is None:
            raise TooMuch
        return _until(subscription.start, batches)

    def _is_usable(self, cursor: Cursor, start: Cursor) -> bool:
        same_epoch = cursor.epoch == start.epoch
        return same_epoch and cursor.is_within_horizon(now()) and self._reader.is_position(cursor.position)

    async def _follow(self) -> None:
        while True:
            try:
                if self._cursor is None:
                    await self._begin()
                await self._wait()
                await self._read()
            except AnyDatabaseError as error:
                log.warning("live_reading_failed", error=type(error).__qualname__)
                self._cursor = None
                await asyncio.sleep(RETRY_SECONDS)

    async def _begin(self) -> None:
        """Take up a position: the present one, or after a failure the one where we were in the same epoch."""
        epoch, page = await self._reading.run(lambda: (current_epoch(), self._reader.now()))
        was = decode(self._here)
        if was is not None and was.epoch == epoch:
            self._cursor = was
            self._woken.set()
            return
        self._move_to(Page(epoch, page.position))
        self._start_anew()
        self._ready.set()

    async def _wait(self) -> None:
        """Wait until something has happened and, while nobody watches, until somebody wants to know or a second has gone."""
        if not await _comes(self._woken, LOOK_ANYWAY_SECONDS):
            return
        if not self._streams and not self._waiting:
            await _comes(self._wanted, UNWATCHED_SECONDS)
        await asyncio.sleep(GATHER_SECONDS)

    async def _look_again(self) -> None:
        """Wait for a reading that begins after this moment."""
        looked = asyncio.get_running_loop().create_future()
        self._waiting.append(looked)
        self._wanted.set()
        self._woken.set()
        await looked

    async def _read(self) -> None:
        """Read what is new and publish it, then let go who waited for a reading that began after they came."""
        self._woken.clear()
        self._wanted.clear()
        waiting, self._waiting = self._waiting, []
        try:
            await self._read_on()
        except AnyDatabaseError:
            self._waiting += waiting
            raise
        for looked in waiting:
            if not looked.done():
                looked.set_result(None)

    async def _read_on(self) -> None:
        assert self._cursor is not None
        page = await self._reading.run(self._after, self._cursor.position)
        if page.is_cut or page.epoch != self._cursor.epoch:
            self._move_to(await self._reading.run(self._reader.now))
            self._start_anew()
        elif page.happenings:
            self._move_to(page)
            self._publish(Batch(self._here, page.happenings))
        elif page.position != self._cursor.position:
            self._move_to(page)
            self._ring.add(Batch(self._here, ()))

    def _after(self, position: str) -> Page:
        page = self._reader.after(position)
        return replace(page, happenings=tuple(map(with_actor, page.happenings)))

    def _between(self, store_id: int, position: str, until: str) -> list[Happening]:
        return list(map(with_actor, self._reader.between(store_id, position, until)))

    def _move_to(self, page: Page) -> None:
        self._cursor = Cursor(page.epoch, int(now().timestamp()), page.position)
        self._here = self._cursor.encode()

    def _publish(self, batch: Batch) -> None:
        self._ring.add(batch)
        for store_id in batch.store_ids:
            self._follow_up(store_id)
            self._aftermath_anywhere.note(store_id)
            for subscription in self._streams.concerned(batch, store_id):
                if batch.frame(subscription.view):
                    subscription.put(batch)

    def _note(self, sign: AnySign) -> None:
        if isinstance(sign, Sign):
            if self.whereabouts.note(sign):
                self._show_moved(sign.store_id, sign.who)
        elif isinstance(sign, Visit):
            if self.visits.note(sign):
                self._show_visit(sign.store_id, sign.customer)
        elif isinstance(sign, Waiting):
            self._show_waiting(sign)
        elif self._writers.note(sign):
            self._show_writing(sign)

    def _tell_of_visit(self, subscription: Subscription, *, is_here: bool) -> None:
        """Tell all processes that a customer watches by a stream of this one, or does no more."""
        view = subscription.view
        if view.customer is not None and self._loop is not None:
            page = f"{announcer().name}.{subscription.number}"
            tell(Visit(view.store_id, str(view.customer), page, is_here))

    def _show_moved(self, store_id: int, who: str) -> None:
        for subscription in self._streams.of_staff(store_id):
            subscription.move(who)
        self._follow_up(store_id)

    def _show_visit(self, store_id: int, customer: str) -> None:
        for subscription in self._streams.of_staff(store_id):
            subscription.visit(customer)

    def _show_writing(self, writing: Writing) -> None:
        store_id = writing.store_id
        theirs, staff = (
            self._streams.of_customer(store_id, writing.customer),
            self._streams.of_staff(store_id),
        )
        for subscription in staff if writing.is_customers else theirs:
            subscription.write(writing)

    def _show_waiting(self, waiting: Waiting) -> None:
        customer = waiting.store_id, waiting.customer
        if waiting.place:
            self._waits[customer] = waiting
        else:
            self._waits.pop(customer, None)
        for subscription in self._streams.of_customer(*customer):
            subscription.wait(waiting)

    def _tell_of_waiting(self, subscription: Subscription) -> None:
        """Tell who comes what they missed by coming after it was told, and see whether it still holds."""
        view = subscription.view
        waiting = self._waits.get((view.store_id, str(view.customer)))
        if waiting is not None:
            subscription.wait(waiting)
        self._follow_up(view.store_id)

    def _follow_up(self, store_id: int) -> None:
        """See to what follows from it for customers of a store, where any of them watches by a stream of this process."""
        if self._streams.has_customers(store_id):
            self._aftermath.note(store_id)

    def _start_anew(self) -> None:
        """What follows does not join on what was: every browser loads its live parts anew."""
        self._ring.clear()
        for subscription in self._streams:
            subscription.put(Reset(self._here))

    async def _beat(self) -> None:
        """Forget who gave no sign, and give every stream one with its cursor in turn, spread over the interval."""
        slice_number = 0
        while True:
            await asyncio.sleep(1)
            slice_number = (slice_number + 1) % BEAT_SECONDS
            for store_id, who in self.whereabouts.forget_silent():
                self._show_moved(store_id, who)
            for writing in self._writers.forget_silent():
                self._show_writing(writing)
            for store_id, customer in self.visits.forget_silent():
                self._show_visit(store_id, customer)
            for subscription in self._streams:
                if subscription.number % BEAT_SECONDS == slice_number:
                    subscription.put(Beat(self._here))
                    self._tell_of_visit(subscription, is_here=True)


async def _comes(event: asyncio.Event, seconds: float) -> bool:
    """Wait for an event at most so long; tell whether it came."""
    try:
        # Not `wait_for`: before Python 3.12 it forgets that it was cancelled where its event came first.
        async with asyncio.timeout(seconds):
            return await event.wait()
    except TimeoutError:
        return False


def _until(start: str, batches: list[Batch]) -> list[Batch]:
    """Return the batches up to the start of a subscription; what follows is in its queue."""
    cursors = [batch.cursor for batch in batches]
    return batches[: cursors.index(start) + 1] if start in cursors else []
