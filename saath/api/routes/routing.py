"""Who gets what, and why somebody got something."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from ninja import Router

from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.routes.conversations import READ as READ_CONVERSATIONS
from saath.api.shapes import Page
from saath.api.shapes.routing import (
    ChangedRouting,
    Decision,
    NewNeed,
    NewSkills,
    NewWork,
    Routing,
    Work,
    decision_shape,
    routing_shape,
    work_shape,
)
from saath.conversations.queries.conversations import get_conversation
from saath.core.errors import NotFound
from saath.promises.routing import content
from saath.promises.routing.actions import settings as deciding
from saath.promises.routing.queries import decisions_of, get_routing, list_seats
from saath.stores.models import Member
from saath.stores.queries import get_colleague, own_seat

router = Router(tags=["routing"])
READ, WRITE = "settings:read", "settings:write"
TERMS = ("mode", "reopened", "reasons", "seen_minutes", "usual_limit")


@reads(router, "/routing", Routing, scope=READ)
def get_routing_of_shop(request: ApiRequest) -> Routing:
    """Get how what comes is given out."""
    return routing_shape(get_routing(request.actor))


@writes(router, "PATCH", "/routing", Routing, scope=WRITE)
def set_routing(request: ApiRequest, body: ChangedRouting) -> Routing:
    """Decide whether what comes is given to somebody, and by what."""
    now = get_routing(request.actor)
    sent = {name: getattr(body, name) for name in TERMS}
    terms = {name: getattr(now, name) if value is None else value for name, value in sent.items()}
    return routing_shape(deciding.set_routing(request.actor, terms=content.Routing(**terms)))


@writes(router, "PUT", "/routing/skills", Routing, scope=WRITE)
def set_skills(request: ApiRequest, body: NewSkills) -> Routing:
    """Write the whole list of skills; rules and colleagues lose one that is gone."""
    skills: list[Mapping[str, str]] = [
        {str(code): name for code, name in each.items()} for each in body.skills
    ]
    return routing_shape(deciding.set_skills(request.actor, skills=skills))


@writes(router, "POST", "/routing/needs", Routing, scope=WRITE)
def add_skill_need(request: ApiRequest, body: NewNeed) -> Routing:
    """Say what needs a skill; the same again changes nothing."""
    return routing_shape(deciding.add_need(request.actor, on=body.on, value=body.value, skill=body.skill))


@writes(router, "POST", "/routing/needs/remove", Routing, scope=WRITE)
def remove_skill_need(request: ApiRequest, body: NewNeed) -> Routing:
    """Say that something needs a skill no more."""
    return routing_shape(deciding.remove_need(request.actor, on=body.on, value=body.value, skill=body.skill))


@reads(router, "/work", Page[Work], scope="team:read")
def list_work(request: ApiRequest) -> Page[Work]:
    """List what each colleague takes who answers customers, by name."""
    return Page(items=[work_shape(each) for each in list_seats(request.actor)], next_cursor=None)


@writes(router, "PUT", "/members/{uuid:id}/work", Work, scope=WRITE)
def set_work(request: ApiRequest, id: UUID, body: NewWork) -> Work:
    """Say what a colleague takes."""
    return _set(request, get_colleague(request.actor, str(id)), body)


@writes(router, "PUT", "/me/work", Work, scope="conversations:write")
def set_own_work(request: ApiRequest, body: NewWork) -> Work:
    """Say what one takes oneself; whoever does not lead changes languages, load and whether anything comes."""
    return _set(request, own_seat(request.actor), body)


@reads(router, "/conversations/{uuid:id}/routing", Page[Decision], scope=READ_CONVERSATIONS)
def list_routing_decisions(request: ApiRequest, id: UUID) -> Page[Decision]:
    """List why a conversation went where it did, the newest first."""
    found = decisions_of(request.actor, get_conversation(request.actor, id))
    settings = get_routing(request.actor)
    return Page(items=[decision_shape(each, settings) for each in found], next_cursor=None)


def _set(request: ApiRequest, member: Member, body: NewWork) -> Work:
    work = content.Work(body.languages, body.skills, body.channels, body.load_limit, body.is_on)
    deciding.set_work(request.actor, member, work=work)
    found = next((each for each in list_seats(request.actor) if each.member == member), None)
    if found is None:
        raise NotFound
    return work_shape(found)
