"""What choosing somebody needs to know: the colleagues in one statement, a conversation in another."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import DateTimeField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from saath.conversations.events import CONVERSATION_ASSIGNED
from saath.conversations.here import channels_here, goes_on_here
from saath.conversations.models import Conversation, ConversationTag, Message, Reading
from saath.orders.models import Order
from saath.promises.models import LastSeen, RoutingDecision, RoutingSettings, WorkProfile
from saath.promises.models.work_profile import MOST_OPEN
from saath.promises.routing.rules import Candidate, Wanted, refusal, skills_needed
from saath.promises.routing.settings import routing_settings
from saath.stores.calendar import hours_of
from saath.stores.hours import is_open
from saath.stores.models import Member
from saath.stores.rules import VERBS_OF
from saath.tenancy.given import Given, GivenTexts
from saath.tenancy.nested import CountedRows, NestedRows, moment_of
from saath.tenancy.prepared import Prepared
from saath.tenancy.scope import current_store_id
from saath.timeline.models import Event

# Who knows the customer is looked for in so many of their other conversations, the last ones.
LOOKS_BACK = 10
# Who put it back gets it again by itself after so long.
GAVE_BACK_FOR = timedelta(days=1)
# Whoever wrote where customers are here has gone after so long: what they left is given out like a mail.
GONE_AFTER = timedelta(minutes=30)
ANSWERING = tuple(role.value for role, verbs in VERBS_OF.items() if "conversation.reply" in verbs)
State, Outcome = Conversation.State, RoutingDecision.Outcome


def _load() -> CountedRows:
    """Return how many open conversations a colleague has, as far as anybody takes: the index of what is open serves it."""
    theirs = Conversation.objects.filter(assignee=OuterRef("pk"), state=State.OPEN)
    return CountedRows(theirs.order_by("due_at", "id")[:MOST_OPEN])


def _team() -> QuerySet[Member, Any]:
    profiles = WorkProfile.objects.filter(member=OuterRef("pk"))
    seen = LastSeen.objects.filter(member=OuterRef("pk"))
    given = RoutingDecision.objects.filter(member=OuterRef("pk"), outcome=Outcome.GIVEN).order_by("-id")
    return (
        Member.objects.active()
        .filter(role__in=ANSWERING)
        .annotate(
            profile=NestedRows(profiles, "languages", "skills", "channels", "load_limit", "is_on"),
            last_seen=Subquery(seen.values("seen_at")[:1]),
            load=_load(),
            turn=Subquery(given.values("pk")[:1]),
            screen=F("person__language"),
        )
        .order_by("pk")
    )


TEAM: Prepared[Any] = Prepared(_team)


@dataclass(frozen=True, slots=True)
class Colleague:
    """A colleague who answers customers, with their person for who did what."""

    member: Member
    candidate: Candidate


def colleagues(settings: RoutingSettings, *, at: datetime) -> list[Colleague]:
    """Return everybody who answers customers, as they stand now; one statement."""
    return [Colleague(row, _candidate(row, settings, at)) for row in TEAM.rows()]


def _candidate(row: Any, settings: RoutingSettings, at: datetime) -> Candidate:
    assumed: tuple[Any, ...] = ([row.screen], [], [], None, True)
    languages, skills, channels, limit, is_on = next(iter(row.profile or ()), assumed)
    return Candidate(
        row.pk,
        may_reply=True,
        is_on=bool(is_on),
        is_away=row.is_away(at),
        channels=frozenset(_listed(channels)),
        languages=frozenset(_listed(languages)),
        skills=frozenset(_listed(skills)),
        load=row.load or 0,
        limit=limit or settings.usual_limit,
        seen_at=row.last_seen,
        turn=row.turn or 0,
    )


def _listed(told: Any) -> list[str]:
    """Return a list of texts; SQLite gives one inside a row as text."""
    found: list[str] = json.loads(told) if isinstance(told, str) else told
    return found


def _about() -> QuerySet[Conversation, Any]:
    tags = ConversationTag.objects.filter(conversation=OuterRef("pk")).order_by("id")
    others = Conversation.objects.filter(customer=OuterRef("customer")).exclude(pk=OuterRef("pk"))
    order = Order.objects.filter(pk=Coalesce(OuterRef("order_id"), OuterRef("guessed_order_id")))
    moved = Event.objects.filter(
        subject=OuterRef("public_id"),
        kind=CONVERSATION_ASSIGNED.name,
        created_at__gte=Given("since", DateTimeField()),
    ).order_by("-id")
    return (
        Conversation.objects.filter(pk=Given("id"))
        .annotate(
            channel=Coalesce(F("last_account__channel"), F("account__channel")),
            tagged=NestedRows(tags, "tag__key"),
            known=NestedRows(
                others.order_by("-last_message_at")[:LOOKS_BACK], "assignee_id", "last_message_at"
            ),
            order_state=Subquery(order.values("state")[:1]),
            moved=NestedRows(moved[:LOOKS_BACK], "actor_person_id", "refs", "created_at"),
        )
        .values_list("channel", "language", "problem_id", "tagged", "known", "order_state", "moved")
    )


ABOUT: Prepared[Any] = Prepared(_about)


def wanted_for(
    conversation_id: int, settings: RoutingSettings, team: Collection[Colleague], *, at: datetime
) -> Wanted:
    """Return what a conversation needs; one statement, and one for the hours."""
    (found,) = ABOUT.rows(id=conversation_id, since=at - GAVE_BACK_FOR)
    channel, language, problem_id, tagged, known, order_state, moved = found
    needed = skills_needed(
        settings.needs,
        tags=[key for (key,) in tagged or ()],
        order_state=order_state or "",
        is_problem=problem_id is not None,
    )
    moves = [Move(person, _refs(refs), moment_of(moved_at) or at) for person, refs, moved_at in moved or ()]
    return wanted_of(
        settings,
        channel=channel,
        language=language,
        skills=needed,
        known=tuple(dict.fromkeys(assignee for assignee, _at in known or () if assignee)),
        gave_back=frozenset(_gave_back(moves, team, since=at - timedelta(minutes=settings.seen_minutes))),
        at=at,
    )


@dataclass(frozen=True, slots=True)
class Move:
    """That a conversation went to somebody or to nobody: which person did it, and what its event names."""

    person_id: int | None
    refs: dict[str, str]
    at: datetime


def _gave_back(moves: Iterable[Move], team: Iterable[Colleague], *, since: datetime) -> Iterator[int]:
    """Yield who has put a conversation back, and from whom it was taken since, as they were not there.

    That they have gone is heard later than they go: until then it would come to them again and again.
    """
    persons, seats = {}, {}
    for each in team:
        persons[each.member.person_id] = seats[str(each.member.public_id)] = each.member.pk
    for move in moves:
        if "member" in move.refs:
            continue
        if move.person_id in persons:
            yield persons[move.person_id]
        elif move.at >= since and move.refs.get("because") in seats:
            yield seats[move.refs["because"]]


def _refs(told: Any) -> dict[str, str]:
    refs: dict[str, str] = json.loads(told) if isinstance(told, str) else told
    return refs


def wanted_of(
    settings: RoutingSettings,
    *,
    channel: str,
    language: str,
    skills: frozenset[str],
    known: tuple[int, ...] = (),
    gave_back: frozenset[int] = frozenset(),
    at: datetime,
) -> Wanted:
    """Return what is wanted by the shop's settings and hours."""
    return Wanted(
        channel=channel,
        language=language,
        skills=skills,
        known=known,
        gave_back=gave_back,
        is_open=is_open_for(channel, at=at),
        reasons=tuple(settings.reasons),
        seen_within=timedelta(minutes=settings.seen_minutes),
    )


def is_open_for(channel: str, *, at: datetime) -> bool:
    """Tell whether the shop is open for those who write by a channel."""
    return is_open(hours_of(current_store_id(), channel).calendar, at)


def rings(conversation: Conversation, *, at: datetime) -> bool:
    """Tell whether the customer of a conversation may still be here: it rings, and is taken."""
    return goes_on_here(conversation) and conversation.last_message_at >= at - GONE_AFTER


def standing(conversation: Conversation) -> RoutingDecision | None:
    """Return what stands of a conversation, None where nothing was decided."""
    return RoutingDecision.objects.filter(conversation=conversation, stands=True).first()


def last_given(conversation: Conversation) -> RoutingDecision | None:
    """Return the last decision by which somebody got a conversation or had it again, None where a person gave it first."""
    rows = RoutingDecision.objects.filter(
        conversation=conversation, outcome__in=(Outcome.GIVEN, Outcome.KEPT)
    )
    return rows.order_by("-id").first()


def answers(member: Member) -> bool:
    """Tell whether somebody works here and answers customers."""
    return member.is_active and member.role in ANSWERING


def is_begun(conversation: Conversation, holder: Member, *, since: datetime) -> bool:
    """Tell whether who has a conversation has opened it, or anybody has answered since it was given."""
    written = Message.objects.filter(
        conversation=conversation, direction=Message.Direction.OUT, is_automatic=False, created_at__gte=since
    )
    opened = Reading.objects.filter(conversation=conversation, member=holder)
    return opened.exists() or written.exists()


def _waiting(priority: Q) -> QuerySet[Conversation, tuple[int, Any, Any]]:
    """Return what waits for us and nobody has, the most urgent first and then the soonest due, but what is left for a person
    to take, and what rings.
    """
    stands = RoutingDecision.objects.filter(conversation=OuterRef("pk"), stands=True)
    return (
        Conversation.objects.filter(state=State.OPEN, assignee=None)
        .filter(priority)
        .annotate(
            channel=Coalesce(F("last_account__channel"), F("account__channel")),
            standing=Subquery(stands.values("outcome")[:1]),
        )
        .exclude(channel__any_of=GivenTexts("without"))
        .exclude(channel__in=channels_here(), last_message_at__gte=Given("here_since", DateTimeField()))
        .exclude(Q(standing__isnull=False) & Q(standing__in=(Outcome.LEFT, Outcome.SUGGESTED)))
        .order_by("-priority", "due_at", "id")
        .values_list("pk", "channel", "standing")
    )


LOOKED_THROUGH = 200
# Two, for each is read along an index of its own: few are raised, and behind them stands all else.
NORMAL = Q(priority=Conversation.Priority.NORMAL)
RAISED: Prepared[tuple[int, Any, Any]] = Prepared(lambda: _waiting(~NORMAL)[:LOOKED_THROUGH])
WAITING: Prepared[tuple[int, Any, Any]] = Prepared(lambda: _waiting(NORMAL)[:LOOKED_THROUGH])


def fitting_now(settings: RoutingSettings, *, at: datetime) -> list[int]:
    """Return what somebody has to look at: what nobody has looked at yet, and what somebody has room for now.

    The most urgent first, of those alike the soonest due. Three statements and one for the hours of each channel; two where
    nothing waits. Where all that are looked through wait for a channel that nobody takes now, those behind them are too.
    """
    without: set[str] = set()
    while rows := _looked_through(without, at=at):
        channels = {channel for _pk, channel, _standing in rows}
        opened = {each for each in channels if is_open_for(each, at=at)}
        taken = _channels_taken(settings, opened, at=at)
        found = [
            pk
            for pk, channel, standing in rows
            if channel in taken or (standing is None and channel in opened)
        ]
        if found or len(rows) < LOOKED_THROUGH:
            return found
        without |= channels
    return []


def _looked_through(without: Collection[str], *, at: datetime) -> list[tuple[int, Any, Any]]:
    raised = RAISED.rows(here_since=at - GONE_AFTER, without=without)
    if len(raised) == LOOKED_THROUGH:
        return raised
    return [*raised, *WAITING.rows(here_since=at - GONE_AFTER, without=without)]


def _channels_taken(settings: RoutingSettings, opened: Collection[str], *, at: datetime) -> set[str]:
    """Return those of the channels, which are open, for which somebody is here who has room."""
    within = timedelta(minutes=settings.seen_minutes)
    team = [each.candidate for each in colleagues(settings, at=at)] if opened else []
    wanted = [Wanted(channel=each, seen_within=within) for each in opened]
    return {each.channel for each in wanted if any(not refusal(who, each, at) for who in team)}


def anything_waits(*, at: datetime) -> bool:
    """Tell whether a job has anything to give out now; at most as many statements as `fitting_now`."""
    return bool(fitting_now(routing_settings(), at=at))
