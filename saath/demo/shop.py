"""The demo shop: opened, staffed, and filled with its history."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from random import Random

from django.contrib.auth.hashers import make_password
from django.db.models import Q

from saath.channels.email.imap_facts import Security
from saath.conversations.actions.accounts import trust_server
from saath.conversations.actions.problems import link_to_problem, open_problem
from saath.conversations.actions.sender_rules import add_sender_rule
from saath.conversations.actions.views import save_view
from saath.conversations.models import ChannelAccount, Conversation, SenderRule
from saath.conversations.problems.rules import ANSWERABLE
from saath.conversations.spam.jobs import learn_answers_of_store
from saath.core import clock
from saath.demo.at_risk import run_out
from saath.demo.chatting import chat, open_chat
from saath.demo.checklists import use_checklists, write_checklists
from saath.demo.courier import hear_couriers
from saath.demo.customer_notes import write_about_customers
from saath.demo.grievances import complain
from saath.demo.history import Times, past_stories
from saath.demo.hours import week_around
from saath.demo.old_mail import import_old_mail
from saath.demo.orders import buy
from saath.demo.own_fields import fill_some, want_to_know
from saath.demo.own_words import speak_by_itself
from saath.demo.policies import call_some_urgent, promise_some_more
from saath.demo.reading import with_readers
from saath.demo.routing import give_out
from saath.demo.saved_replies import save_replies
from saath.demo.scenes import like_spam, scenes, waiting
from saath.demo.stage import Progress, Stage
from saath.demo.standards import count_kept, promise, promise_more
from saath.demo.story import Story
from saath.demo.team import ADDRESS, DOMAIN, MAIL_SERVER, MEERA, OWNER, PASSWORD, TEAM
from saath.demo.twice import notice_who_is_there_twice
from saath.jobs import enqueue
from saath.mailboxes.actions.manage import add_mailbox, pause_mailbox
from saath.stores.actions.hours import set_special_day
from saath.stores.actions.invitations import Newcomer, accept_invitation, invite_member
from saath.stores.actions.opening import OwnerPlan, ShopPlan, open_shop
from saath.stores.actions.settings import add_holiday, set_acknowledges
from saath.stores.calendar import calendar_of
from saath.stores.hours import INDIA, Interval
from saath.stores.models import Member
from saath.stores.public_holidays import PublicHoliday, suggest_holidays
from saath.stores.queries import actor_of
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope
from saath.writing.jobs import fold_store

NAME = "Paanch Takiye"
NAMES = {"hi": "पाँच तकिये", "gu": "પાંચ તકિયા"}
COLOUR = "#a3195b"
STATE = "GJ"
AFTERNOON = (Interval(time(15), time(19)),)
STOCK_TAKING = {
    "en": "Stock-taking in the morning",
    "hi": "सुबह माल की गिनती",
    "gu": "સવારે માલની ગણતરી",
}
SEED = 5
CONVERSATIONS = 285
OPENED_BEFORE = timedelta(days=95)
# Since then the shop acknowledges what comes in, and lets nothing of these in any more.
STRICTER_SINCE = timedelta(days=4, hours=12)
# The chat is new; the record of who was there begins with it.
CHATS_SINCE = timedelta(hours=1)
BLOCKED = "rank-first.example"
IN_THE_BOX = timedelta(days=9)
DEMO = Actor.system("demo shop")


@dataclass(frozen=True, slots=True)
class Hosts:
    """Where the pages of the demo are."""

    staff: str
    shopper: str
    content: str

    def as_plan(self) -> dict[str, str]:
        """Return the hosts by purpose."""
        return {"staff": self.staff, "shopper": self.shopper, "content": self.content}


def hosts_at(port: int) -> Hosts:
    """Return the demo's hosts: cookies know no port, so only the staff pages are on the name localhost."""
    return Hosts(f"localhost:{port}", f"127.0.0.1:{port + 1}", f"127.0.0.1:{port + 2}")


def fill(
    hosts: Hosts, *, now: datetime, seed: int = SEED, conversations: int = CONVERSATIONS, progress: Progress
) -> Store:
    """Open the demo shop and play its history up to `now`; `progress` hears (done, of how many) deeds of each act.

    Raises Conflict where a host is taken.
    """
    with clock.at(now - OPENED_BEFORE):
        store, team = _open(hosts, now)
    with store_scope(store.pk), _no_collecting():
        calendar = calendar_of(store.pk)
        account = ChannelAccount.objects.get()
        stage = Stage(account, team, box_from=now - IN_THE_BOX)
        with clock.at(now - OPENED_BEFORE):
            _take_mail_over(account)
            save_replies(team, actor_of(team[OWNER.key]))
            want_to_know(actor_of(team[OWNER.key]))
            write_checklists(actor_of(team[OWNER.key]))
            promise(actor_of(team[OWNER.key]))
        with clock.at(now - CHATS_SINCE):
            open_chat(actor_of(team[OWNER.key]), host=hosts.shopper)
        stories = history(Times(calendar, now), seed=seed, conversations=conversations)
        before, since = parted(stories, now - STRICTER_SINCE)
        stage.play(before, progress=progress)
        with clock.at(now - STRICTER_SINCE):
            _grow_stricter(actor_of(team[OWNER.key]))
            promise_more(team)
            _save_views(actor_of(team[OWNER.key]), actor_of(team[MEERA.key]))
        stage.play(since, progress=progress)
        fill_some(seed)
        _learn(stage)
        _count_uses(stage)
        # The clock has gone on meanwhile: whoever waits has waited since just now.
        times = Times(calendar, clock.now())
        _play_those_who_wait(stage, team, times, progress)
        buy(DEMO, seed)
        hear_couriers(DEMO)
        notice_who_is_there_twice()
        _tell_customers_apart(team)
        use_checklists(team)
        _gather(actor_of(team[MEERA.key]))
        complain(team, opened=timedelta(days=12), waits=timedelta(hours=30), now=times.now, work=stage.work)
        chat(team, host=hosts.shopper, now=times.now)
        give_out(actor_of(team[OWNER.key]), team)
        speak_by_itself(actor_of(team[OWNER.key]), team)
        stage.work()
        count_kept()
    return store


def _play_those_who_wait(stage: Stage, team: Mapping[str, Member], times: Times, progress: Progress) -> None:
    stage.play([*like_spam(times), *waiting(times)], progress=progress)
    run_out(DEMO, team, now=times.now, work=stage.work)


def history(times: Times, *, seed: int, conversations: int) -> list[Story]:
    """Return all that lies back: the same for the same calendar, time and seed."""
    chance = Random(seed)
    stories = [*past_stories(times, count=conversations, chance=chance), *scenes(times)]
    return [with_readers(story, times.now) for story in stories]


def parted(stories: Iterable[Story], at: datetime) -> tuple[list[Story], list[Story]]:
    """Return what happens before a moment, and what happens from then on."""
    before, since = [], []
    for story in stories:
        before.append(replace(story, steps=tuple(step for step in story.steps if step.at < at)))
        since.append(replace(story, steps=tuple(step for step in story.steps if step.at >= at)))
    return before, since


def _take_mail_over(account: ChannelAccount) -> None:
    """Bring the old mail in, believe the shop's own mail server, and know its mailbox.

    That one is paused: there is no such server, and nothing in the demo asks for one.
    """
    import_old_mail(account, before=clock.now())
    trust_server(DEMO, account, authserv_ids=MAIL_SERVER, is_behind_server=True)
    mailbox = add_mailbox(
        DEMO,
        account=account,
        host=f"imap.{DOMAIN}",
        port=993,
        security=Security.TLS,
        user=ADDRESS,
        password=PASSWORD,
        reads_sent=True,
    )
    pause_mailbox(DEMO, mailbox)


def _save_views(owner: Actor, member: Actor) -> None:
    """Let the team come back to what waits in Hindi, and a colleague to what nobody has yet."""
    save_view(owner, name="हिन्दी में", queue="now", filters={"language": "hi"}, is_shared=True)
    save_view(member, name="હજી કોઈનું નથી", queue="now", filters={"person": "nobody"}, is_shared=False)


def _gather(actor: Actor) -> None:
    """Let the conversations about a colour that runs be cases of one problem."""
    problem = open_problem(actor, name="Indigo dye of June runs")
    about_colour = Q(subject__contains="રંગ") | Q(subject__contains="रंग") | Q(subject__contains="Indigo")
    for conversation in Conversation.objects.filter(about_colour, state__in=ANSWERABLE).order_by("-id")[:6]:
        link_to_problem(actor, conversation, problem=problem)


def _tell_customers_apart(team: Mapping[str, Member]) -> None:
    """Write about some customers, and answer some of them before the others."""
    write_about_customers(actor_of(team[MEERA.key]))
    promise_some_more(actor_of(team[OWNER.key]))
    call_some_urgent(actor_of(team[MEERA.key]))


def _grow_stricter(owner: Actor) -> None:
    set_acknowledges(owner, on=True)
    add_sender_rule(owner, kind=SenderRule.Kind.BLOCK, sender=BLOCKED)


def _learn(stage: Stage) -> None:
    """Let the learner take in what people answered, as it does every hour."""
    enqueue(learn_answers_of_store)
    stage.work()


def _count_uses(stage: Stage) -> None:
    """Let the figures of saved replies take in what was answered, as they do every quarter of an hour."""
    enqueue(fold_store, 0)
    stage.work()


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Put the collection of garbage off: it would take a tenth of the time, for memory that ends with the process."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _open(hosts: Hosts, now: datetime) -> tuple[Store, dict[str, Member]]:
    password_hash = make_password(PASSWORD)
    owner = OwnerPlan(OWNER.name, OWNER.email, OWNER.language, password_hash)
    shop = ShopPlan(
        NAME,
        owner,
        hosts.as_plan(),
        names=NAMES,
        colour=COLOUR,
        mailbox=ADDRESS,
        week=week_around(now),
        holiday_state=STATE,
    )
    team = {OWNER.key: open_shop(DEMO, plan=shop)}
    store = team[OWNER.key].store
    with store_scope(store.pk):
        set_acknowledges(DEMO, on=False)
        for holiday in _holidays(now):
            add_holiday(DEMO, date=holiday.date, name=holiday.name, names=holiday.names)
        stock_day = now.astimezone(INDIA).date() + timedelta(days=10)
        set_special_day(DEMO, date=stock_day, hours=AFTERNOON, reason=STOCK_TAKING)
        for colleague in TEAM[1:]:
            invitation = invite_member(actor_of(team[OWNER.key]), email=colleague.email, role=colleague.role)
            newcomer = Newcomer(colleague.name, make_password(PASSWORD), colleague.language)
            team[colleague.key] = accept_invitation(DEMO, invitation, newcomer=newcomer)
    return store, team


def _holidays(now: datetime) -> list[PublicHoliday]:
    """Return the last public holiday of Gujarat and the next one, but none of these days: the demo is open."""
    today = now.astimezone(INDIA).date()
    known = [
        h for year in range(today.year - 1, today.year + 2) for h in suggest_holidays(state=STATE, year=year)
    ]
    past = [holiday for holiday in known if holiday.date < today - timedelta(days=8)]
    coming = [holiday for holiday in known if holiday.date > today + timedelta(days=1)]
    return [past[-1], coming[0]]
