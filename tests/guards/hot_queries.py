"""The queries that a busy shop runs all day, each with how to run it. An app that adds a hot query adds a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from saath.channels.chat import NAMESPACE
from saath.chats.models import Visitor
from saath.chats.queries.beside import visitors_of
from saath.chats.queries.openers import openers_on
from saath.chats.queries.orders import orders_of_visitor
from saath.chats.queries.page import newest_conversation, readable_by
from saath.chats.queries.pushes import APPS
from saath.chats.queries.queue import chats_now
from saath.chats.queries.staffing import spells_since, takers
from saath.chats.queries.visitors import KNOWN
from saath.chats.watching import ADMITTED
from saath.conversations.actions.start import SAID
from saath.conversations.filters import Choice, Chosen, Narrowing
from saath.conversations.filters.channel import CHANNEL
from saath.conversations.filters.fields import filters_of
from saath.conversations.filters.items import ITEMS
from saath.conversations.filters.language import LANGUAGE
from saath.conversations.filters.order import ORDER
from saath.conversations.filters.person import PERSON
from saath.conversations.filters.priority import PRIORITY
from saath.conversations.filters.quality import QUALITY
from saath.conversations.filters.tag import TAG
from saath.conversations.filters.waiting import WAITING
from saath.conversations.guessing import BOUGHT
from saath.conversations.models import Conversation
from saath.conversations.overtaking import newer_than
from saath.conversations.queries.checklists import checklists_beside
from saath.conversations.queries.conversations import get_conversation
from saath.conversations.queries.customers import list_customers
from saath.conversations.queries.here import conversations_here, waiting_here
from saath.conversations.queries.inbox import list_queue, queue_counts
from saath.conversations.queries.ledger_page import SELECTIONS, Wanted, ledger_page
from saath.conversations.queries.messages import get_whole_message, list_messages
from saath.conversations.queries.moves import moves_of
from saath.conversations.queries.narrowed import count_narrowed, list_narrowed
from saath.conversations.queries.thread import earlier_conversations, messages_after, thread_page
from saath.conversations.queries.whole import get_whole_conversation, list_whole_conversations
from saath.conversations.queues import QUEUES, Queue
from saath.conversations.spam.lessons import answered_lessons, lessons_of
from saath.conversations.spam.memory import known
from saath.core.clock import now
from saath.core.paging import seal_cursor
from saath.customers.consenting import may_contact
from saath.customers.models import Customer, CustomerTag, Identity
from saath.customers.notes import notes_of
from saath.customers.together import may_be_same, past_of
from saath.desk.history import Before
from saath.desk.record import whole_customer
from saath.desk.told_conversations import conversations_told
from saath.desk.told_orders import orders_told
from saath.fields.kinds import About, Kind
from saath.fields.models import Field
from saath.imports.models import Bringing
from saath.imports.planning import next_pieces
from saath.imports.queries import first_remarks, newest_bringings
from saath.jobs.claim import claim_job, has_ready_job
from saath.orders.actions.learn import learn_couriers, look_ahead
from saath.orders.acts.queries import given_alone
from saath.orders.bought import buyers_named, list_orders_of
from saath.orders.bringing.queries import first_faults, newest_imports
from saath.orders.late import late_orders
from saath.orders.listing import find_orders, list_orders
from saath.orders.models import Order, OrderImport
from saath.orders.polling.couriers import quiet_parcels
from saath.programs.bearers import new_bearer
from saath.programs.models import App
from saath.programs.queries import grant_of, list_admissions_of, list_own_admissions, list_own_tokens
from saath.promises.routing.facts import ABOUT
from saath.promises.routing.facts import RAISED as NOBODYS_RAISED
from saath.promises.routing.facts import WAITING as NOBODYS
from saath.promises.routing.queries import DECISIONS, decisions_of, list_seats
from saath.promises.routing.told import why_nobody
from saath.search.index import find
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.timeline.following import events_after, present_position
from saath.webhooks.models import Endpoint
from saath.webhooks.queries.due import newest_test, next_due
from saath.webhooks.queries.following import follow_events
from saath.webhooks.queries.shown import deliveries_of
from saath.writing.actions.figures import fold_uses
from saath.writing.inserted import inserted_in
from saath.writing.menu import LAST_ASKED
from saath.writing.queries import list_saved

MESSAGES = "conversations.Message:-created_at,-id"
SOME_ID = UUID("01890a5d-ac96-774b-bcce-b302099a8057")

ZONE = ZoneInfo("Asia/Kolkata")
NARROWED = Narrowing(
    tuple(
        Chosen(each, Choice(value, ""))
        for each, value in (
            (PERSON, "nobody"),
            (PRIORITY, "raised"),
            (TAG, str(SOME_ID)),
            (LANGUAGE, "hi"),
            (CHANNEL, "email"),
            (WAITING, "1h"),
            (ITEMS, "open"),
            (ORDER, "attempted"),
            (QUALITY, "little"),
            *(
                (each, value)
                for kind, about, values in (
                    (Kind.ONE, About.CONVERSATION, ("0123456789",)),
                    (Kind.SEVERAL, About.CUSTOMER, ("0123456789",)),
                    (Kind.NUMBER, About.CONVERSATION, ("known", "1", "2.5")),
                    (Kind.DATE, About.CUSTOMER, ("past", "2026-11-01", "2026-11-22")),
                    (Kind.TEXT, About.CONVERSATION, ("known", "silk")),
                )
                for each, value in zip(
                    filters_of(Field(pk=7, store_id=1, kind=kind, about=about)), values, strict=True
                )
            ),
        )
    )
)


def _visitor() -> Visitor:
    return Visitor(id=7, identity=Identity(id=7, address="7KM-4Q2X"))


def _signed() -> Visitor:
    identity = Identity(id=7, customer_id=7, namespace=NAMESPACE, key="user:4711", proved_at=now())
    return Visitor(id=7, identity=identity, address_key="sunita@example.in")


def _older() -> str:
    return seal_cursor("conversations.IntakeItem:-received_at,-id", (now(), 7))


def _later() -> str:
    return seal_cursor("orders.Order:promise_on,id", (date(2026, 11, 22), 7))


def _cursor(queue: Queue) -> str:
    return seal_cursor(f"queue:{queue.key}", (now(), 7))


def _caught_up(actor: Actor) -> str:
    """Return the cursor of a program that has read what there is."""
    cursor, is_caught_up = "", False
    while not is_caught_up:
        found = follow_events(actor, since=None, cursor=cursor, limit=100)
        cursor, is_caught_up = found.next_cursor, found.is_caught_up
    return cursor


HOT: Mapping[str, Callable[[Actor], object]] = {
    **{
        f"queue {key}": partial(lambda queue, actor: list_queue(actor, queue, zone=ZONE), queue)
        for key, queue in QUEUES.items()
    },
    **{
        f"queue {key}, next page": partial(
            lambda queue, actor: list_queue(actor, queue, zone=ZONE, cursor=_cursor(queue)), queue
        )
        for key, queue in QUEUES.items()
    },
    **{
        f"queue {key}, narrowed": partial(
            lambda queue, actor: list_narrowed(actor, queue, NARROWED, zone=ZONE), queue
        )
        for key, queue in QUEUES.items()
    },
    "size of a view": lambda actor: count_narrowed(actor, QUEUES["now"], NARROWED, zone=ZONE),
    "queue counts": partial(queue_counts, zone=ZONE),
    "what is known of spam": lambda actor: known(),
    "ledger": lambda actor: ledger_page(actor, Wanted(), zone=ZONE),
    "ledger, next page": lambda actor: ledger_page(actor, Wanted(), zone=ZONE, cursor=_older()),
    **{
        f"ledger, {key}": partial(
            lambda key, actor: ledger_page(actor, Wanted(state=key, source="smtp"), zone=ZONE), key
        )
        for key in SELECTIONS
    },
    "ledger, one day": lambda actor: ledger_page(actor, Wanted(day=date(2026, 11, 22)), zone=ZONE),
    "answers to learn from": lambda actor: answered_lessons(limit=100),
    "first mails to learn from": lambda actor: lessons_of([7, 8]),
    "a visitor's conversation": lambda _: newest_conversation(7),
    "orders of a visitor whom the shop has signed": lambda _: orders_of_visitor(_signed()),
    "the order of a visitor that is called so": lambda _: orders_of_visitor(_signed(), number="PT-20411"),
    "a page of a visitor's chat": lambda _: list(
        readable_by(_visitor(), Conversation(id=7)).order_by("-created_at", "-id")[:31]
    ),
    "who holds a token": lambda _: KNOWN.first(public_id=SOME_ID),
    "who may watch a chat": lambda _: ADMITTED.first(public_id=SOME_ID),
    "apps that are told of an answer": lambda _: APPS.rows(identity=7),
    "one conversation": lambda actor: get_conversation(actor, SOME_ID),
    "one conversation for a program": lambda actor: get_whole_conversation(actor, SOME_ID),
    "conversations of a list for a program": lambda actor: list_whole_conversations(actor, [7, 8]),
    "messages for a program": lambda actor: list_messages(actor, Conversation(id=7), limit=50),
    "older messages for a program": lambda actor: list_messages(
        actor, Conversation(id=7), limit=50, cursor=seal_cursor(MESSAGES, [now().isoformat(), 7])
    ),
    "one message for a program": lambda actor: get_whole_message(actor, SOME_ID),
    "what a key said before": lambda actor: SAID.first(client_key="key-0001"),
    "thread": lambda actor: thread_page(actor, Conversation(id=7)),
    "newer messages": lambda _: messages_after(15).rows(conversation=7, at=now(), after=7),
    "what came meanwhile": lambda _: newer_than(Conversation(id=7), seen=SOME_ID, member_id=7),
    "with customers who are here": conversations_here,
    "who of them waits": lambda _: waiting_here(),
    "browsers of a visitor": lambda actor: visitors_of(actor, Conversation(id=7, identity_id=7)),
    "earlier conversations": lambda actor: earlier_conversations(actor, Conversation(id=7, customer_id=7)),
    "what was merged and split": lambda actor: moves_of(actor, Conversation(id=7)),
    "thread with what was merged into it": lambda actor: thread_page(
        actor, Conversation(id=7, former_references="4KB-3RK5")
    ),
    "whether they have bought": lambda _: BOUGHT.first(customer=7),
    "late orders": late_orders,
    "late orders, next page": lambda actor: late_orders(actor, is_soon=True, cursor=_later()),
    "orders": list_orders,
    "files of orders": newest_imports,
    "faults of a file of orders": lambda actor: first_faults(actor, OrderImport(id=7)),
    "orders by what somebody has in hand": lambda actor: find_orders(actor, "sunita@example.in"),
    "files of other help desks": newest_bringings,
    "what is wrong with one": lambda actor: first_remarks(actor, Bringing(id=7)),
    "what comes in next of one": lambda _: next_pieces(Bringing(id=7, place=7), 20),
    "orders of one state": lambda actor: list_orders(actor, state="attempted"),
    "parcels to learn from": lambda _: learn_couriers(Actor.system("guard"), limit=200),
    "orders under way": lambda _: look_ahead(Actor.system("guard"), after=(date(2026, 11, 22), 7), limit=200),
    "search": lambda actor: find(actor.store_id or 0, "refund", before=1_000_000),
    "whose token a program has": lambda actor: grant_of(new_bearer(), Store(id=actor.store_id)),
    "tokens of a colleague": lambda actor: list_own_tokens(replace(actor, member_id=7)),
    "apps of a colleague": lambda actor: list_own_admissions(replace(actor, member_id=7)),
    "who let an app in": lambda actor: list_admissions_of(actor, App(id=7)),
    "saved replies": list_saved,
    "checklists of a conversation": lambda actor: checklists_beside(actor, Conversation(id=7, items_total=1)),
    "customers": list_customers,
    "customers, next page": lambda actor: list_customers(
        actor, cursor=seal_cursor("customers.Customer:-id", (7,))
    ),
    "a customer's timeline": lambda actor: conversations_told(actor, Customer(id=7), None, 21),
    "a customer's timeline, next page": lambda actor: conversations_told(
        actor, Customer(id=7), Before(now(), "conversation", 7), 21
    ),
    "a customer's orders on the timeline": lambda actor: orders_told(
        actor, Customer(id=7), Before(now(), "order", 7), 21
    ),
    "a customer with all that their page shows": lambda actor: whole_customer(actor, SOME_ID),
    "all orders of a customer": lambda actor: list_orders_of(actor, Customer(id=7)),
    "who has an order of a number or telephone": lambda actor: buyers_named(actor, "98250 12345"),
    "customers of whom least is known": lambda actor: list_customers(actor, is_least_known_first=True),
    "customers with a tag": lambda actor: list_customers(actor, tag=CustomerTag(id=7)),
    "may a customer be written to": lambda _: may_contact(Customer(id=7), "marketing", "email"),
    "what somebody gave alone to a customer": lambda actor: given_alone(
        actor, Order(id=7, customer_id=7, currency="INR")
    ),
    "parcels that nobody speaks of": lambda actor: quiet_parcels(now()),
    "notes about a customer": lambda actor: notes_of(actor, Customer(id=7)),
    "who may be the same customer": lambda actor: may_be_same(actor, Customer(id=7)),
    "what was put together with a customer": lambda actor: past_of(actor, Customer(id=7)),
    "what a customer asked last": lambda actor: LAST_ASKED.first(conversation=7),
    "uses of saved replies": lambda actor: fold_uses(Actor.system("guard"), after_id=7, limit=500),
    "saved replies of a draft": lambda actor: inserted_in(actor, UUID(int=7)),
    "chats of the moment": lambda actor: chats_now(7, at=now()),
    "who takes chats": lambda actor: takers(),
    "who was there for the chat": lambda actor: spells_since(now()),
    "who could get something": lambda actor: list_seats(actor),
    "who would get a conversation": lambda _: ABOUT.rows(id=7, since=now()),
    "what waits and nobody has": lambda _: NOBODYS.rows(here_since=now(), without=()),
    "what waits before all else": lambda _: NOBODYS_RAISED.rows(here_since=now(), without=()),
    "why nobody has what waits": why_nobody,
    "why somebody got it": lambda _: DECISIONS.rows(ids=[SOME_ID]),
    "what was decided of a conversation": lambda actor: decisions_of(actor, Conversation(id=7)),
    "automatic messages of the pages": lambda actor: openers_on(Store(id=actor.store_id or 0, language="en")),
    "claim a job": lambda actor: claim_job("default", worker="guard", lease_seconds=30, at=now()),
    "is there a job": lambda actor: has_ready_job("default", now()),
    "events for webhooks": lambda actor: events_after(present_position(), limit=500),
    "events of 30 days for a program": lambda actor: follow_events(actor, since=None, cursor="", limit=100),
    "events for a program, next": lambda actor: follow_events(
        actor, since=None, cursor=_caught_up(actor), limit=100
    ),
    "what a webhook is sent next": lambda actor: next_due(7, at=now()),
    "test of a webhook": lambda actor: newest_test(Endpoint(id=7, newest_test=SOME_ID)),
    "log of a webhook": lambda actor: deliveries_of(actor, Endpoint(id=7)),
    "log of a webhook, what failed": lambda actor: deliveries_of(actor, Endpoint(id=7), state="failed"),
}
