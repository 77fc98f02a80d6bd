"""Who has a conversation and who could take it, as the steps of a chain ask."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.promises.chain.rules import Standing
from saath.promises.routing.actions.presence import COMES_AFTER
from saath.promises.routing.facts import Colleague, colleagues, wanted_for, wanted_of
from saath.promises.routing.rules import Candidate, Reason, Refusal, Wanted, choose, is_here, refusal
from saath.promises.routing.settings import routing_settings
from saath.stores.models import Member

# Who fits, then who has least: who knows the customer is of no use where nobody answers.
ORDER = (Reason.SKILL, Reason.LANGUAGE, Reason.LOAD)
TAKES_ALL_THE_SAME = ("", Refusal.FULL)


@dataclass(frozen=True, slots=True)
class Shift:
    """Who works here, with how they stand to one conversation."""

    standing: Standing
    members: Mapping[int, Member]

    def given_to(self, member_id: int | None, standing: Standing) -> Standing:
        """Return a standing in which a colleague has the conversation, None for nobody or one who answers no more."""
        owner = self.members.get(member_id or 0)
        return replace(standing, owner_id=owner.pk, stand_in_id=owner.stand_in_id) if owner else standing


def shift_for(conversation: Conversation) -> Shift:
    """Return who has a conversation and who could take it now; at most five statements."""
    settings, at = routing_settings(), now()
    team = colleagues(settings, at=at)
    wanted = wanted_for(conversation.pk, settings, team, at=at)
    shift = _shift(_standing(team, wanted, at), team)
    return replace(shift, standing=shift.given_to(conversation.assignee_id, shift.standing))


def shift_on(channel: str, *, language: str = "") -> Shift:
    """Return who could take what comes on a channel now and nobody has; two statements, and one for the hours."""
    settings, at = routing_settings(), now()
    team = colleagues(settings, at=at)
    wanted = wanted_of(settings, channel=channel, language=language, skills=frozenset(), at=at)
    return _shift(_standing(team, wanted, at), team)


def _shift(standing: Standing, team: Iterable[Colleague]) -> Shift:
    return Shift(standing, {each.member.pk: each.member for each in team})


def _standing(team: Collection[Colleague], wanted: Wanted, at: datetime) -> Standing:
    # A promise that is about to be missed knows no closing time, and whoever put it back may get it again.
    # Whoever left their desk some minutes ago does not answer within the minute.
    asked = replace(
        wanted,
        is_open=True,
        gave_back=frozenset(),
        reasons=ORDER,
        is_wide=True,
        seen_within=COMES_AFTER,
    )
    ranked = [
        each.candidate
        for each in choose([each.candidate for each in team], asked, at).ranking
        if not each.refusal
    ]
    strict = replace(asked, is_wide=False)

    def is_present(candidate: Candidate) -> bool:
        here = is_here(candidate, COMES_AFTER, at)
        return here and refusal(candidate, strict, at) in TAKES_ALL_THE_SAME

    return Standing(
        team=[each.member.pk for each in team],
        present=[each.member_id for each in ranked if is_present(each)],
        fitting=[each.member_id for each in ranked],
        skilled=_skilled(ranked),
        named={str(each.member.public_id): each.member.pk for each in team},
        stand_ins={each.member.pk: each.member.stand_in_id for each in team},
    )


def _skilled(ranked: Iterable[Candidate]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for each in ranked:
        for key in each.skills:
            found.setdefault(key, []).append(each.member_id)
    return found
