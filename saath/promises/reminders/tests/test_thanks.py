"""Who was helped is thanked once, by name of who helped; never after a bad word, never often."""

from __future__ import annotations

import pytest
import time_machine

from saath.conversations.actions.rate import rate_solution
from saath.conversations.actions.triage import solve_conversation
from saath.conversations.models import Conversation, Solution
from saath.conversations.tests.builders import Desk, only_conversation, sent_mails
from saath.promises.models import OwnWord
from saath.promises.reminders.tests.builders import after, answered, let_speak, look, trusting, written
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _shop(desk: Desk) -> None:
    trusting(desk)
    let_speak(desk, "thanks")


def solved(desk: Desk, *, at: float = 0, subject: str = "Order PT-20418") -> None:
    """Let a customer write and a colleague solve it with the answer."""
    written(after(days=at), subject=subject)
    with store_scope(desk.store_id):
        newest = Conversation.objects.latest("pk")
        answered(desk, newest, after(days=at), solve=True, text="It is here tomorrow.")


def count(desk: Desk) -> int:
    with store_scope(desk.store_id):
        return OwnWord.objects.filter(kind="thanks").count()


def test_a_day_after_the_colleague_who_solved_it_thanks_once(desk: Desk) -> None:
    solved(desk)
    look(desk, after(hours=23))
    assert count(desk) == 0
    for day in (1.05, 1.1, 2, 5):
        look(desk, after(days=day))
    assert count(desk) == 1
    said = sent_mails()[-1]
    assert "Meera" in said["From"]
    body = said.get_body(("plain",))
    assert body is not None
    assert "Meera" in str(body.get_content())
    with store_scope(desk.store_id):
        assert only_conversation().state == "solved"


def test_not_after_a_bad_rating(desk: Desk) -> None:
    solved(desk)
    with store_scope(desk.store_id):
        solution = Solution.objects.get()
    with time_machine.travel(after(hours=2), tick=False), store_scope(desk.store_id):
        rate_solution(TEST, solution, stars=2)
    look(desk, after(days=1.1))
    assert count(desk) == 0


def test_not_twice_in_sixty_days_nor_while_something_is_open(desk: Desk) -> None:
    solved(desk)
    look(desk, after(days=1.1))
    solved(desk, at=7, subject="Another one")
    look(desk, after(days=8.1))
    assert count(desk) == 1
    solved(desk, at=70, subject="A third one")
    written(after(days=70.5), subject="A fourth one")
    look(desk, after(days=71.1))
    assert count(desk) == 1


def test_not_where_a_mail_of_its_own_asked_whether_it_is_sorted(desk: Desk) -> None:
    written()
    with store_scope(desk.store_id):
        answered(desk, only_conversation())
        with time_machine.travel(after(hours=1), tick=False):
            solve_conversation(desk.actor, only_conversation())
    look(desk, after(hours=2))
    look(desk, after(days=1.1))
    assert count(desk) == 0


def test_signed_by_the_shop_where_nobody_solved_it_by_name(desk: Desk) -> None:
    solved(desk)
    with store_scope(desk.store_id):
        Solution.objects.update(solved_by=None)
    look(desk, after(days=1.1))
    body = sent_mails()[-1].get_body(("plain",))
    assert body is not None
    assert str(body.get_content()).strip().endswith("Paanch Takiye")
