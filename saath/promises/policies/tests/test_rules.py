"""Which policy counts, which never can, and what one would have done: without a database."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saath.core.errors import BadInput
from saath.promises.clocks.policies import Facts, first_that_fits, refusals
from saath.promises.models import Policy
from saath.promises.policies.content import CONDITIONS, Content, checked, hides
from saath.promises.policies.preview import Ended, Past, compare, with_proposed

VALUES = {"channel": ("email", "chat"), "language": ("hi", "gu"), "priority": ("high", "urgent")}
TAGS = (1, 2)


def conditions() -> st.SearchStrategy[Policy]:
    return st.builds(
        lambda channel, language, priority, tag: Policy(
            store_id=1,
            channel=channel,
            language=language,
            priority=priority,
            needs_tag=tag != 0,
            # A tag that is gone is needed and none.
            customer_tag_id=tag if tag in TAGS else None,
        ),
        **{name: st.sampled_from(("", *values)) for name, values in VALUES.items()},
        tag=st.sampled_from((0, *TAGS, 3)),
    )


def facts() -> st.SearchStrategy[Facts]:
    return st.builds(
        Facts,
        channel=st.sampled_from((*VALUES["channel"], "whatsapp")),
        language=st.sampled_from(("", "en", *VALUES["language"])),
        priority=st.sampled_from(("normal", *VALUES["priority"])),
        tags=st.sets(st.sampled_from(TAGS)),
    )


def fits_by_hand(policy: Policy, facts: Facts) -> bool:
    said = all(getattr(policy, name) in ("", getattr(facts, name)) for name in CONDITIONS)
    return said and (not policy.needs_tag or policy.customer_tag_id in facts.tags)


@given(st.lists(conditions(), max_size=6), facts())
def test_the_first_that_fits_counts_and_no_later_one(policies: Sequence[Policy], known: Facts) -> None:
    fitting = [at for at, each in enumerate(policies) if fits_by_hand(each, known)]
    found = first_that_fits(policies, known)
    assert found is (policies[fitting[0]] if fitting else None)
    if fitting:
        assert all([*refusals(each, known)] for each in policies[: fitting[0]])


@given(conditions(), conditions(), facts())
def test_one_that_is_hidden_never_counts(earlier: Policy, later: Policy, known: Facts) -> None:
    if hides(earlier, later) and fits_by_hand(later, known):
        assert first_that_fits([earlier, later], known) is earlier


@given(st.lists(conditions(), max_size=4), st.integers(0, 4), st.lists(facts(), max_size=8))
def test_a_preview_counts_what_the_policies_would_do(
    standing: Sequence[Policy], at: int, known: Sequence[Facts]
) -> None:
    for place, each in enumerate(standing):
        each.pk, each.place = place + 1, place
    instead_of = standing[at] if at < len(standing) else None
    proposed = Policy(store_id=1, channel="email", first_answer_seconds=300)
    policies = with_proposed(standing, proposed, instead_of=instead_of)
    found = compare([Past(each) for each in known], standing=standing, policies=policies, proposed=proposed)
    assert found.looked_at == len(known)
    assert found.caught == sum(first_that_fits(policies, each) is proposed for each in known)
    assert found.caught == sum(found.caught_now.values())
    fitting = sum(fits_by_hand(proposed, each) for each in known)
    assert fitting == found.caught + sum(found.taken_before.values())
    if instead_of is not None:
        assert policies.index(proposed) == at


def test_what_would_have_been_kept_is_counted_by_its_kind() -> None:
    proposed = Policy(store_id=1, first_answer_seconds=300, solution_seconds=3600)
    known = Facts("email", "en", "normal")
    ended = [
        Ended("first_answer", 300, False),
        Ended("first_answer", 301, True),
        Ended("next_answer", 9000, False),
    ]
    found = compare([Past(known, ended)], standing=[], policies=[proposed], proposed=proposed)
    first = found.kept["first_answer_seconds"]
    assert (first.ended, first.were, first.would_be) == (2, 1, 1)
    assert found.kept["solution_seconds"].ended == 0
    assert "next_answer_seconds" not in found.kept
    assert found.caught_now == {None: 1}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"channel": "pigeon"}, "channel"),
        ({"language": "ta"}, "language"),
        ({"priority": "huge"}, "priority"),
        ({"first_answer_seconds": None}, "first_answer_seconds"),
        ({"first_answer_seconds": 0}, "first_answer_seconds"),
        ({"next_answer_seconds": 90}, "next_answer_seconds"),
        ({"solution_seconds": 366 * 86_400}, "solution_seconds"),
        ({"solution_seconds": 2_818 * 3_600}, "solution_seconds"),
        ({"solution_seconds": 240}, "solution_seconds"),
        ({"warn_percent": 9}, "warn_percent"),
        ({"warn_percent": 96}, "warn_percent"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_place(changes: dict[str, object], field: str) -> None:
    content = Content(**{"name": "Quick", "first_answer_seconds": 300, **changes})  # type: ignore[arg-type]
    with pytest.raises(BadInput) as refused:
        checked(content, open_seconds=2_817 * 3_600)
    assert refused.value.field == field


def test_a_channel_that_is_gone_may_stay() -> None:
    kept = Content("Quick", channel="pigeon", first_answer_seconds=300)
    assert checked(kept, open_seconds=0, before=Policy(store_id=1, channel="pigeon")).channel == "pigeon"
