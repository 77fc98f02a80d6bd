"""Policies for tests."""

from __future__ import annotations

from typing import Any

from saath.promises.models import Policy
from saath.promises.policies.actions import add_policy
from saath.promises.policies.content import Content
from saath.stores.tests.builders import TEST


def promise(name: str = "Quick", **content: Any) -> Policy:
    """Make a policy of five minutes, where nothing else is said."""
    times = {} if any(each.endswith("_seconds") for each in content) else {"first_answer_seconds": 300}
    return add_policy(TEST, content=Content(name, **{**times, **content}))
