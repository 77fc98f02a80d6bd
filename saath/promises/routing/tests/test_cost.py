"""What giving something out costs: the same number of statements for a small team and a large one, and none for a mail."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saath.conversations.models import Conversation
from saath.conversations.tests.builders import arrive, mail, only_conversation
from saath.promises.routing.actions.deciding import route_conversation
from saath.promises.routing.facts import fitting_now
from saath.promises.routing.jobs import ROUTER
from saath.promises.routing.queries import find_somebody
from saath.promises.routing.tests.builders import OPEN, comes, in_open_hours, routing, routing_desk, write
from saath.stores.tests.builders import make_colleague
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db(transaction=True)
# The settings and the conversation held, the team, what it needs, the hours; the decision, the owner, the event and its job.
MOST, MOST_LOOKING, MOST_FINDING = 16, 5, 4
GU = "મારું પાર્સલ હજી આવ્યું નથી. ક્યારે આવશે? મને જલદી જણાવો."


def statements(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        act()
    return len(
        [each for each in asked if not each["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))]
    )


def test_it_costs_the_same_for_a_large_team_with_a_long_history() -> None:
    with in_open_hours():
        desk, gujarati = routing_desk()
        with store_scope(desk.store_id):
            comes(desk.member, gujarati)
            write(name="asha")
            first, second, third = (_cost(name) for name in ("asha", "bela", "chetna"))
            assert second == third <= MOST
            assert first >= third
            for number in range(10):
                comes(make_colleague(desk.shop, f"colleague{number}@example.com"))
                write("And another matter about the blue one.", name="asha")
            assert _cost("daksha") <= third
            assert statements(lambda: fitting_now(routing(), at=OPEN)) <= MOST_LOOKING
            found = Conversation.objects.latest("pk")
            assert statements(lambda: find_somebody(found)) <= MOST_FINDING


def test_a_mail_asks_nothing_of_it_and_one_in_another_language_what_is_set_and_a_look() -> None:
    with in_open_hours():
        desk, gujarati = routing_desk()
        with store_scope(desk.store_id):
            comes(desk.member, gujarati)
            asha = partial(mail, sender="asha <asha@example.in>")
            first = asha("Hello, where is the blue one that I ordered last week?")
            arrive(first)
            route_conversation(ROUTER, only_conversation())
            answers = str(first["Message-ID"])
            same, other = asha("Please tell me, where is it now?", answers=answers), asha(GU, answers=answers)
            assert _asked_of_routing(same) == 0
            assert _asked_of_routing(other) == 1


def _asked_of_routing(message: EmailMessage) -> int:
    """Return how many statements a mail has for routing while it is received."""
    with CaptureQueriesContext(connection) as asked:
        arrive(message, mail_from="asha@example.in")
    return sum("promises_routing" in each["sql"] for each in asked)


def _cost(name: str) -> int:
    if name != "asha":
        write(name=name)
    waiting = Conversation.objects.get(subject=f"Parcel of {name}")
    return statements(lambda: route_conversation(ROUTER, waiting))
