import pytest

from saath.ui import navigation
from saath.ui.navigation import Entry

pytestmark = pytest.mark.usefixtures("no_places")


def test_places_stand_in_order_and_under_their_headings() -> None:
    navigation.register(
        Entry("customers", "Customers", "users", "x", group="Shop", place=50),
        Entry("mine", "Mine", "user", "x", place=2),
        Entry("now", "Answer now", "inbox", "x", place=1),
    )
    groups = navigation.grouped(navigation.visible(lambda verb: True))
    assert [(group.label, [entry.name for entry in group.entries]) for group in groups] == [
        ("", ["now", "mine"]),
        ("Shop", ["customers"]),
    ]


def test_a_place_needs_its_verb() -> None:
    navigation.register(Entry("ledger", "Ledger", "book", "x", verb="ledger.read"))
    assert navigation.visible(lambda verb: False) == []
    assert len(navigation.visible(lambda verb: verb == "ledger.read")) == 1


def test_a_line_of_the_bar_stands_for_all_the_pages_that_it_covers() -> None:
    settings = Entry("settings-you", "You", "user", "x", bar_label="Settings", covers="settings-")
    assert settings.is_bar_of("settings-you")
    assert settings.is_bar_of("settings-mailboxes")
    assert not settings.is_bar_of("mine")
    assert not Entry("mine", "Mine", "user", "x", bar_label="Mine").is_bar_of("settings-you")
