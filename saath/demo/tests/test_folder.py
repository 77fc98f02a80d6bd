"""What the data folder holds, and the demo on other ports."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from saath.core.clock import now
from saath.core.errors import Conflict
from saath.demo import folder
from saath.demo.folder import Holding
from saath.demo.moving import move
from saath.demo.shop import DEMO, hosts_at
from saath.stores.tests.builders import make_shop
from saath.tenancy.models import Domain

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def test_an_empty_folder_holds_nothing() -> None:
    assert folder.holding() is Holding.NOTHING
    folder.refuse_other_shop()


def test_somebodys_shop_is_left_alone() -> None:
    make_shop()
    assert folder.holding() is Holding.OTHER_SHOP
    with pytest.raises(Conflict):
        folder.refuse_other_shop()
    with pytest.raises(Conflict):
        folder.empty()


def test_a_filled_demo_is_known_again() -> None:
    with folder.being_filled():
        make_shop()
        assert folder.holding() is Holding.UNFINISHED
    assert folder.holding() is Holding.DEMO


def test_a_demo_knows_when_it_was_filled() -> None:
    before = now() - timedelta(seconds=2)  # a file's time is coarser than the clock
    with folder.being_filled():
        make_shop()
    assert before < folder.filled_at() <= now()


def test_a_demo_that_was_interrupted_is_begun_anew() -> None:
    make_shop()
    with suppress(KeyboardInterrupt), folder.being_filled():
        raise KeyboardInterrupt
    assert folder.holding() is Holding.UNFINISHED


def test_a_demo_may_move_to_other_ports() -> None:
    make_shop()
    move(DEMO, hosts=hosts_at(9000))
    assert Domain.objects.get(purpose="staff").host == "localhost:9000"


def test_a_shop_that_was_opened_beside_the_demo_stays_where_it_is() -> None:
    demo, other = make_shop(), make_shop("other")
    move(DEMO, hosts=hosts_at(9000))
    assert Domain.objects.get(store=demo.store, purpose="staff").host == "localhost:9000"
    assert Domain.objects.get(store=other.store, purpose="staff").host != "localhost:9000"
