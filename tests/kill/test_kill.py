"""Every mail whose 250 the client saw is there once; each answer leaves at most once, or a person is asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kill.campaign import Campaign, Plan
from tests.kill.conftest import Shop, a_shop
from tests.plugin import ENGINE
from tests.post_office import PostOffice

SHORT = Plan(letters=40, replies=20)
LONG = Plan(letters=500, replies=200, strikes=50, minutes=10)


@pytest.fixture
def office() -> Iterator[PostOffice]:
    """Return the customers' mail server, which sometimes takes a mail and hangs up."""
    with PostOffice(drops_lines_after=8) as office:
        yield office


@pytest.fixture
def killed(folder: Path, office: PostOffice) -> Iterator[Shop]:
    """Return a shop whose answers go to the customers' mail server."""
    with a_shop(folder, smtp_out=office.url, lease_seconds="3", undo_seconds="0") as shop:
        yield shop


@pytest.mark.timeout(300)  # its worker stands behind all that other tests do at the same time (ADR 0017)
def test_each_named_point_once(killed: Shop, office: PostOffice) -> None:
    campaign = Campaign(SHORT, *killed, office)
    campaign.run()
    print(f"\n{ENGINE}: {campaign.report()}")


@pytest.mark.kill
@pytest.mark.timeout(1500)
def test_named_points_and_strikes_at_random(killed: Shop, office: PostOffice) -> None:
    campaign = Campaign(LONG, *killed, office)
    campaign.run()
    print(f"\n{ENGINE}: {campaign.report()}")
