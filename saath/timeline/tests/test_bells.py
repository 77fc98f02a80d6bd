"""A commit of another process wakes a hub without anybody of this one telling it."""

from __future__ import annotations

import pytest

from saath.timeline.emit import wake_no_more, wake_with
from saath.timeline.live import announce, hub, listening
from saath.timeline.live.stream import LiveStream
from saath.timeline.tests.watching import (
    Browser,
    admitting,
    in_thread,
    open_store,
    running_hub,
    staff_of,
    tell,
)

pytestmark = pytest.mark.django_db(transaction=True)


async def test_commit_of_another_process_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "LOOK_ANYWAY_SECONDS", 1000.0)
    monkeypatch.setattr(listening, "announcer", announce.Announcer)
    store = await in_thread(open_store)
    with admitting(staff_of(store)):
        async with running_hub() as deaf:
            wake_no_more(deaf.wake)
            try:
                async with Browser(LiveStream(deaf)) as browser:
                    await browser.next_named("ready")
                    subject = await in_thread(tell, store)
                    [event] = await browser.next_named("events")
                    assert event["subject"] == str(subject)
            finally:
                wake_with(deaf.wake)
