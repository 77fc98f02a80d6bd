"""What was answered so far in the first set-up: kept in the session, step by step, until the shop is opened."""

from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from saath.stores.actions.opening import OwnerPlan, ShopPlan
from saath.stores.hours_json import week_from_json
from saath.stores.rules import Role

KEY = "setup"
STEPS = ("shop", "channels", "promise", "people")

Answers = dict[str, Any]


def begin(session: SessionBase) -> None:
    """Let this browser set the shop up; what it answered before stays."""
    session.setdefault(KEY, {})


def may_answer(session: SessionBase) -> bool:
    """Whether this browser came by the link."""
    return KEY in session


def answers(session: SessionBase, step: str) -> Answers:
    """What was answered in a step; empty before."""
    found: Answers = session.get(KEY, {}).get(step, {})
    return found


def keep(session: SessionBase, step: str, given: Answers) -> None:
    """Save the answers of a step."""
    session[KEY] = {**session.get(KEY, {}), step: given}


def first_open_step(session: SessionBase) -> str:
    """The first step that is not answered, the last one when all are."""
    return next((step for step in STEPS if not answers(session, step)), STEPS[-1])


def plan_of(session: SessionBase, language: str) -> ShopPlan:
    """The shop as answered in all four steps.  Raises KeyError when one is missing."""
    draft = session[KEY]
    shop, promise, people = draft["shop"], draft["promise"], draft["people"]
    return ShopPlan(
        name=shop["name"],
        language=shop["language"],
        names=shop["names"],
        languages=shop["languages"],
        colour=shop["colour"],
        hosts=shop["hosts"],
        mailbox=draft["channels"]["mailbox"],
        target_seconds=promise["seconds"],
        week=week_from_json(promise["hours"]),
        holiday_state=promise["state"],
        owner=OwnerPlan(
            name=people["name"],
            email=people["email"],
            password_hash=people["password_hash"],
            language=language,
        ),
        invitations=[(email, Role(role)) for email, role in people["colleagues"]],
    )
