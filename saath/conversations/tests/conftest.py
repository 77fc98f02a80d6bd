"""A shop whose mailbox of sent mails is empty."""

from __future__ import annotations

import pytest
from django.conf import settings

from saath.channels.email.mailbox_out import mailbox_folder
from saath.conversations.tests.builders import Desk, make_desk


@pytest.fixture
def desk() -> Desk:
    for path in mailbox_folder(settings.DATA_DIR).glob("*.eml"):
        path.unlink()
    return make_desk()
