"""What stands around every staff page."""

from __future__ import annotations

import pytest
from django.test import Client

from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]


def test_settings_say_how_much_waits_in_the_queues(colleague: Client, conversation: Conversation) -> None:
    assert '<b data-count="now">1</b>' in colleague.get("/settings/you/").content.decode()


def test_who_may_only_read_is_offered_no_way_to_write(
    desk: Desk, colleague: Client, conversation: Conversation
) -> None:
    reader = browser_of(make_colleague(desk.shop, "hemal@example.com", Role.READER), desk.shop)
    for path in ("/desk/now/", f"/desk/now/{conversation.public_id}/"):
        for browser, may_write in ((colleague, True), (reader, False)):
            page = browser.get(path).text
            assert ("reads-only" in page) is not may_write
    assert 'href="/desk/write/"' in colleague.get("/desk/now/").text
    assert 'href="/desk/write/"' not in reader.get("/desk/now/").text
