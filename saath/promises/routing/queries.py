"""Reading who gets what, and why somebody got something."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.promises.models import RoutingDecision, RoutingSettings, WorkProfile
from saath.promises.routing.facts import colleagues, wanted_for, wanted_of
from saath.promises.routing.rules import Choice, Ranked, choose, skills_needed
from saath.promises.routing.settings import routing_settings
from saath.stores.models import Member
from saath.stores.queries import own_seat
from saath.tenancy.actor import Actor
from saath.tenancy.given import GivenIds
from saath.tenancy.prepared import Prepared
from saath.timeline.models import Event

BECAUSE = "because"
DECISIONS: Prepared[RoutingDecision] = Prepared(
    lambda: RoutingDecision.objects.filter(public_id__any_of=GivenIds("ids")).select_related("member")
)
MOST_TOLD = 50


@dataclass(frozen=True, slots=True)
class Place:
    """A colleague's place among those who could get something."""

    name: str
    ranked: Ranked


@dataclass(frozen=True, slots=True)
class Seat:
    """A colleague who answers customers with what they take, and how many open conversations they have."""

    member: Member
    profile: WorkProfile
    load: int
    limit: int


def find_somebody(conversation: Conversation, *, widen: bool = False) -> Choice:
    """Return whom the shop's rule would choose for a conversation now, whoever has it; three statements.

    Wide, it is asked of everybody who is not away, who is here and has room first: for what must not be left lying.
    """
    settings, at = routing_settings(), now()
    team = colleagues(settings, at=at)
    wanted = replace(wanted_for(conversation.pk, settings, team, at=at), is_wide=widen)
    return choose([each.candidate for each in team], wanted, at)


def get_routing(actor: Actor) -> RoutingSettings:
    """Return how what comes is given out; raises `Forbidden`."""
    actor.require("conversation.read")
    return routing_settings()


def list_seats(actor: Actor) -> list[Seat]:
    """Return everybody who answers customers, by name, with what they take; raises `Forbidden`."""
    actor.require("conversation.read")
    profiles = {each.member_id: each for each in WorkProfile.objects.all()}
    team = colleagues(routing_settings(), at=now())
    seats = [
        Seat(
            each.member,
            profiles.get(each.member.pk) or profile_assumed(each.member, each.candidate.languages),
            each.candidate.load,
            each.candidate.limit,
        )
        for each in team
    ]
    return sorted(seats, key=lambda seat: (seat.member.display_name.casefold(), seat.member.pk))


def own_work(actor: Actor) -> WorkProfile:
    """Return what the actor takes; raises `Forbidden` for whoever answers nobody."""
    member = own_seat(actor)
    found = WorkProfile.objects.filter(member=member).first()
    return found or profile_assumed(member, [member.person.language])


def profile_assumed(member: Member, languages: Collection[str]) -> WorkProfile:
    """Return what we assume of a colleague of whom nobody has said anything; not saved."""
    return WorkProfile(member=member, languages=sorted(languages))


def preview(
    actor: Actor, *, channel: str, language: str, on: Sequence[tuple[str, str]] = ()
) -> tuple[Choice, list[Place]]:
    """Return who would get something now, and everybody in their order; `on` are facts such as ("tag", "damaged").

    Raises `Forbidden`.
    """
    actor.require("store.settings")
    settings, at = routing_settings(), now()
    team = colleagues(settings, at=at)
    needed = skills_needed(
        settings.needs,
        tags=[value for kind, value in on if kind == "tag"],
        order_state=next((value for kind, value in on if kind == "order"), ""),
        is_problem=any(kind == "problem" for kind, _value in on),
    )
    wanted = wanted_of(settings, channel=channel, language=language, skills=needed, at=at)
    choice = choose([each.candidate for each in team], wanted, at)
    names = {each.member.pk: each.member.display_name for each in team}
    return choice, [Place(names[each.candidate.member_id], each) for each in choice.ranking]


def decisions_of(actor: Actor, conversation: Conversation) -> list[RoutingDecision]:
    """Return what was decided of a conversation, the newest first; raises `Forbidden`."""
    actor.require("conversation.read")
    rows = RoutingDecision.objects.filter(conversation=conversation).select_related("member")
    return list(rows.order_by("-id")[:MOST_TOLD])


def standing_of(actor: Actor, conversation: Conversation) -> RoutingDecision | None:
    """Return what stands of a conversation, None where nothing was decided; raises `Forbidden`."""
    actor.require("conversation.read")
    rows = RoutingDecision.objects.filter(conversation=conversation, stands=True)
    return rows.select_related("member").first()


def decisions_told(events: Sequence[Event]) -> Mapping[str, RoutingDecision]:
    """Return the decisions that events name as their reason, by public id; asks nothing where none does."""
    ids = {event.refs[BECAUSE] for event in events if BECAUSE in event.refs}
    if not ids:
        return {}
    return {str(each.public_id): each for each in DECISIONS.rows(ids=[UUID(one) for one in ids])}
