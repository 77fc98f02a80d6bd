"""What stands around every staff page."""

from __future__ import annotations

import pytest
from django.test import Client

from saath.conversations.models import Conversation

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]


def test_settings_say_how_much_waits_in_the_queues(colleague: Client, conversation: Conversation) -> None:
    assert '<b data-count="now">1</b>' in colleague.get("/settings/you/").content.decode()
