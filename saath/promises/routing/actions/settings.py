"""Deciding who gets what, and what a colleague takes."""

from __future__ import annotations

from collections.abc import Sequence

from saath.core.errors import Forbidden, NotFound
from saath.core.names import Names
from saath.jobs import enqueue
from saath.promises.models import RoutingSettings, WorkProfile
from saath.promises.routing.content import (
    Routing,
    Work,
    check_need,
    check_terms,
    check_work,
    checked_skills,
)
from saath.promises.routing.events import PROFILE_CHANGED, ROUTING_CHANGED
from saath.promises.routing.jobs import KEY, route_waiting
from saath.promises.routing.settings import Mode
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

VERB = "store.settings"


@action
def set_routing(actor: Actor, *, terms: Routing) -> RoutingSettings:
    """Decide whether what comes is given to somebody, and by what. Raises `Forbidden`, `BadInput`."""
    actor.require(VERB)
    check_terms(terms)
    settings = _held()
    settings.mode, settings.reopened = terms.mode, terms.reopened
    settings.reasons, settings.seen_minutes = list(terms.reasons), terms.seen_minutes
    settings.usual_limit = terms.usual_limit
    return _changed(actor, settings, "mode", "reopened", "reasons", "seen_minutes", "usual_limit")


@action
def set_skills(actor: Actor, *, skills: Sequence[Names]) -> RoutingSettings:
    """Write the shop's list of skills; rules and colleagues lose one that is gone. Raises `Forbidden`, `BadInput`."""
    actor.require(VERB)
    settings = _held()
    settings.skills = checked_skills(skills, settings.skills)
    left = {each["key"] for each in settings.skills}
    settings.needs = [each for each in settings.needs if each["skill"] in left]
    for profile in WorkProfile.objects.select_for_update(of=("self",)).order_by("pk"):
        if not set(profile.skills) <= left:
            profile.skills = [key for key in profile.skills if key in left]
            profile.save(update_fields=["skills"])
    return _changed(actor, settings, "skills", "needs")


@action
def add_need(actor: Actor, *, on: str, value: str, skill: str) -> RoutingSettings:
    """Say what needs a skill: a tag by its folded name, the state of an order, or being a case of a problem.

    The same again changes nothing. Raises `Forbidden`, `BadInput`.
    """
    actor.require(VERB)
    settings = _held()
    need = {"on": on, "value": value, "skill": skill}
    if need in settings.needs:
        return settings
    check_need(on, value, skill, settings)
    settings.needs = [*settings.needs, need]
    return _changed(actor, settings, "needs")


@action
def remove_need(actor: Actor, *, on: str, value: str, skill: str) -> RoutingSettings:
    """Say that something needs a skill no more. Raises `Forbidden`, `NotFound`."""
    actor.require(VERB)
    settings = _held()
    need = {"on": on, "value": value, "skill": skill}
    if need not in settings.needs:
        raise NotFound
    settings.needs = [each for each in settings.needs if each != need]
    return _changed(actor, settings, "needs")


@action
def set_work(actor: Actor, member: Member, *, work: Work) -> WorkProfile:
    """Say what a colleague takes: anybody's languages and load their own, the rest whoever leads.

    Raises `Forbidden`, `BadInput`, `NotFound` for one who has left.
    """
    if not member.is_active:
        raise NotFound
    WorkProfile.objects.get_or_create(member=member)  # two presses may be the first at once
    profile = WorkProfile.objects.select_for_update(of=("self",)).get(member=member)
    own = _own_part(actor, member, work, profile)
    check_work(own, RoutingSettings.objects.first() or RoutingSettings())
    profile.languages, profile.skills = sorted(set(own.languages)), sorted(set(own.skills))
    profile.channels, profile.load_limit, profile.is_on = sorted(set(own.channels)), own.load_limit, own.is_on
    profile.save()
    emit(actor, PROFILE_CHANGED, subject=member)
    _look_again()
    return profile


def _own_part(actor: Actor, member: Member, work: Work, profile: WorkProfile) -> Work:
    """Return what the actor may say of it: whoever does not lead leaves skills and channels as they are."""
    if actor.may(VERB):
        return work
    actor.require("conversation.reply")
    if actor.member_id != member.pk:
        raise Forbidden
    return Work(work.languages, profile.skills, profile.channels, work.load_limit, work.is_on)


def _held() -> RoutingSettings:
    RoutingSettings.objects.get_or_create()  # two presses may be the first at once
    return RoutingSettings.objects.select_for_update(of=("self",)).get()


def _changed(actor: Actor, settings: RoutingSettings, *names: str) -> RoutingSettings:
    settings.version += 1
    settings.save(update_fields=[*names, "version"])
    emit(actor, ROUTING_CHANGED, subject=settings, changed=list(names))
    if settings.mode != Mode.OFF:
        _look_again()
    return settings


def _look_again() -> None:
    enqueue(route_waiting, key=KEY)
