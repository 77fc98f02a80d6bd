"""What reacts to what, and which registries are filled: the only module that knows every app."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from saath.accounts.factors import reencrypt_factors
from saath.accounts.sessions import after_sessions_end
from saath.channels import registry
from saath.chats.events import CHAT_BLOCKED, CHAT_JOINED, CHAT_LEFT, CHAT_SAID
from saath.chats.jobs import fold_every_count
from saath.chats.missing import look_after_answer
from saath.chats.places import CHAT
from saath.chats.pushing.answering import tell_apps
from saath.chats.queries.settings import has_chat
from saath.chats.secret import reencrypt_chat_secrets
from saath.chats.staffing.jobs import fold_every_pace
from saath.chats.staffing.looking import lookout
from saath.chats.staffing.places import place_teller
from saath.chats.telling import tell_of_another_customer, tell_of_answer, tell_of_reading
from saath.chats.watching import admit_visitor
from saath.checklists.places import CHECKLISTS
from saath.conversations import filters
from saath.conversations.acknowledging.jobs import acknowledge_opened
from saath.conversations.acknowledging.said import also_said_by
from saath.conversations.actions.accounts import open_email_account
from saath.conversations.apart.jobs import rejoin_apart
from saath.conversations.events import (
    ACKNOWLEDGEMENT_DUE,
    CONVERSATION_FILLED,
    CONVERSATION_PRIORITIZED,
    CONVERSATION_READ,
    CONVERSATION_SOLVED,
    CONVERSATION_SPLIT,
    CONVERSATIONS_APART,
    MESSAGE_RECEIVED,
    REPLY_HELD,
    REPLY_SENT,
    REPLY_UNDONE,
    UPDATE_KEPT,
)
from saath.conversations.filters.channel import CHANNEL
from saath.conversations.filters.fields import PREFIX, field_filters
from saath.conversations.filters.items import ITEMS
from saath.conversations.filters.language import LANGUAGE
from saath.conversations.filters.order import ORDER
from saath.conversations.filters.person import PERSON
from saath.conversations.filters.priority import PRIORITY
from saath.conversations.filters.problem import PROBLEM
from saath.conversations.filters.quality import QUALITY
from saath.conversations.filters.tag import TAG
from saath.conversations.filters.waiting import WAITING
from saath.conversations.following import CONVERSATIONS
from saath.conversations.guessing import follow_orders, guess_after_words
from saath.conversations.hints import add_question
from saath.conversations.jobs import (
    fold_conversation_anew,
    fold_customer_anew,
    guess_after_history,
)
from saath.conversations.later.company import goes_along
from saath.conversations.order_questions import ORDER_QUESTIONS
from saath.conversations.promise_page import promises_are_read_at
from saath.conversations.queries.inbox import count_beside
from saath.conversations.queries.known import find_with
from saath.conversations.queries.known_orders import FOUND_BY
from saath.conversations.reached import channels_reached
from saath.conversations.recognising import goes_with_identity
from saath.conversations.reopening import follow_reopening
from saath.conversations.searchable import searchable_messages
from saath.conversations.selling import offers_go, tell_of_sale
from saath.conversations.solving.jobs import look_after_solution
from saath.conversations.spam.jobs import learn_answers
from saath.conversations.sweeping import deeds as sweeping
from saath.conversations.sweeping.own import OWN as OWN_DEEDS
from saath.conversations.told_acts import tell_conversation
from saath.conversations.turning import follow_turns, promised_by
from saath.conversations.ways_out import leaves_by
from saath.core.secrets import holds_secrets
from saath.customers import movers, weighing
from saath.customers.consenting import CONSENTS
from saath.customers.events import CUSTOMER_CHANGED, CUSTOMER_MERGED, CUSTOMER_SPLIT, CUSTOMER_UNMERGED
from saath.customers.jobs import weigh_every_store
from saath.customers.models import CustomerNote, CustomerTagging
from saath.demo import mailbox, shop_page
from saath.desk import history
from saath.desk.finds.conversations import conversations
from saath.desk.finds.deeds import deeds
from saath.desk.finds.places import places
from saath.desk.finds.replies import replies
from saath.desk.frame import shown_counts
from saath.desk.places import (
    CUSTOMERS,
    INCOMING,
    LATE,
    LEDGER,
    OF_ORDERS,
    ORDER_LIST,
    OUTSIDERS,
    PAYMENTS,
    PRODUCTS,
    SUPPRESSED,
)
from saath.desk.shortcuts import SHORTCUTS
from saath.desk.staff_tools import registry as staff_tools
from saath.desk.staff_tools.cash_on_delivery import CASH_ON_DELIVERY
from saath.desk.staff_tools.comparison import COMPARISON
from saath.desk.staff_tools.coupon_price import COUPON_PRICE
from saath.desk.staff_tools.delivery_date import DELIVERY_DATE
from saath.desk.staff_tools.refund import REFUND
from saath.desk.staff_tools.sheet_size import SHEET_SIZE
from saath.desk.told_conversations import conversations_told
from saath.desk.told_orders import orders_told
from saath.exports.events import EXPORT_ASKED, SHOP_IMPORT_ASKED
from saath.exports.jobs import export_asked, forget_exports, shop_import_asked
from saath.exports.places import EXPORTS
from saath.fields import moving as known_fields
from saath.fields.places import FIELDS
from saath.files.events import PHOTO_STORED
from saath.files.jobs import make_picture, purge_rows, sweep_every_store
from saath.imports.events import MOVE_ASKED, MOVE_BEGUN
from saath.imports.jobs import read_asked as read_moved
from saath.imports.places import IMPORTS
from saath.jobs.schedules import every
from saath.jobs.upkeep import delete_old_counts, delete_old_jobs
from saath.mailboxes.keys import reencrypt_mailboxes
from saath.mailboxes.places import MAILBOXES
from saath.orders.bringing.jobs import read_asked
from saath.orders.connected.places import CONNECTIONS
from saath.orders.events import (
    ACT_DONE,
    ACT_REFUSED,
    ACTS_TOLD,
    CONNECTION_TESTED,
    DELIVERIES_WOKEN,
    DELIVERY_RULED,
    DELIVERY_SETTLED,
    IMPORT_ASKED,
    OFFER_SOLD,
    ORDER_CHANGED,
    ORDER_PLACED,
    ORDERS_BROUGHT,
)
from saath.orders.following import ORDERS
from saath.orders.jobs import forget_in_deliveries, look_after_connections, read_woken, test_way_in
from saath.orders.keys import reencrypt_connections
from saath.orders.known import known_by_orders
from saath.orders.looking.jobs import look_after_every_store, look_anew
from saath.orders.polling.jobs import ask_every_courier, ask_every_platform, ask_every_shop_for_goods
from saath.orders.products.jobs import fold_every_store as fold_every_product
from saath.programs.events import APP_ENDING, TOKEN_ENDING
from saath.programs.following import end_with_seat
from saath.programs.jobs import mail_end_of_admission, mail_end_of_token, warn_every_store
from saath.programs.keys import reencrypt_kept_answers
from saath.programs.places import PROGRAMS
from saath.promises.amends.facts import apologies_since
from saath.promises.amends.jobs import amend_missed, go_on_after_act, look_at_open_everywhere
from saath.promises.amends.places import AMENDS
from saath.promises.chain.events import CHAIN_CHANGED
from saath.promises.chain.places import CHAIN
from saath.promises.clocks.beginning.jobs import begin_in_every_store
from saath.promises.clocks.events import CLOCK_MISSED, CLOCK_STEPPED
from saath.promises.clocks.filter import PROMISE
from saath.promises.clocks.following import follow_turn
from saath.promises.clocks.jobs import look_after_clocks, recount_running
from saath.promises.clocks.reacting import leave_what_was_split, promise_by_priority, stop_update
from saath.promises.clocks.terms import promised_seconds
from saath.promises.grievances.following import FOLLOWED
from saath.promises.grievances.jobs import look_at_grievances
from saath.promises.grievances.places import GRIEVANCE_SETTINGS, GRIEVANCES
from saath.promises.models import Amends, OwnWord
from saath.promises.policies.places import POLICIES
from saath.promises.reminders.facts import own_words_since
from saath.promises.reminders.jobs import look_in_every_store
from saath.promises.reminders.places import OWN_WORDS
from saath.promises.routing.beginning import give_out_what_comes
from saath.promises.routing.following import (
    LEARNED,
    follow_reopened,
    learn_language,
    learn_of_conversation,
    learn_of_customer,
)
from saath.promises.routing.jobs import give_out_of_leaver, look_again, route_every_store
from saath.promises.routing.looking import look_who_is_here, route_soon
from saath.promises.routing.places import ROUTING
from saath.promises.routing.told import GIVEN_TO_NOBODY, given_to_nobody
from saath.promises.standards.address import public_address
from saath.promises.standards.events import STANDARD_REMINDED
from saath.promises.standards.jobs import (
    fold_kept_of_every_store,
    mail_readers,
    remind_readers_of_every_store,
)
from saath.promises.standards.places import STANDARDS
from saath.promises.standards.queries import unread_by_reader
from saath.search import sources
from saath.search.jobs import reindex_outdated_stores
from saath.sending.jobs import check_every_domain
from saath.sending.keys import reencrypt_signing_keys, reencrypt_ways
from saath.sending.leaving import options_of
from saath.sending.places import MAIL_DOMAIN, SENDING
from saath.stores.beginning import begin_with
from saath.stores.channels import ask_for_channels
from saath.stores.events import (
    CHANGES_HOURS,
    MEMBER_AWAY_CHANGED,
    MEMBER_REVOKED,
    MEMBER_ROLE_CHANGED,
    SESSION_ENDED,
)
from saath.stores.jobs import tell_of_ended_sessions
from saath.stores.mailboxes import opens_mailboxes
from saath.stores.places import PLACES
from saath.stores.shop_name import shop_name_anywhere
from saath.stores.taking_chats import ask_whether_it_chats
from saath.stores.watching import admit_colleague, name_of_seat
from saath.team.away.jobs import cover_from_then
from saath.team.concerning import TAKES, TELLS, call_off_at_once, tell_at_once
from saath.team.jobs import digest_every_store, forget_devices, take_step
from saath.team.places import NOTIFICATIONS
from saath.timeline.kinds import all_at_once, at_once, on
from saath.timeline.live.admission import admit_bearers_with, admit_with, name_actors_with, recheck_after
from saath.timeline.live.aftermath import soon_after, soon_after_anything
from saath.timeline.live.rounds import every_round
from saath.ui import navigation, palette, shortcuts
from saath.ui.errors import name_shops_with
from saath.ui.navigation import Entry
from saath.ui.problems import answer_programs_under
from saath.webhooks.events import WEBHOOK_REPLAYED, WEBHOOK_STOPPED
from saath.webhooks.hearing import read_soon
from saath.webhooks.jobs.notices import tell_owners
from saath.webhooks.jobs.replaying import replay_asked
from saath.webhooks.jobs.telling import look_after_webhooks
from saath.webhooks.keys import reencrypt_webhooks
from saath.webhooks.places import WEBHOOKS
from saath.writing import variables
from saath.writing.actions.drafting import use_what_was_inserted
from saath.writing.field_variables import PREFIX as FIELD_VALUES
from saath.writing.field_variables import field_variables
from saath.writing.jobs import fold_every_store
from saath.writing.own_variables import OWN
from saath.writing.places import ANSWERS
from saath.writing.sweeping import MACRO


def connect() -> None:
    """Fill every registry. Called once, when all apps are loaded."""
    _reactions()
    _schedules()
    _navigation()
    _live()
    _secrets()
    _promises()
    shortcuts.register(*SHORTCUTS)
    palette.register(deeds, conversations, replies, places)
    sources.register("messages", searchable_messages)
    history.register(conversations_told, orders_told)
    movers.register(CONVERSATIONS, ORDERS, known_fields.KNOWN, movers.moves(CustomerNote), CONSENTS)
    movers.register(movers.moves(CustomerTagging, once="tag"))
    staff_tools.register(DELIVERY_DATE, REFUND, COUPON_PRICE, SHEET_SIZE, CASH_ON_DELIVERY, COMPARISON)
    weighing.register(known_by_orders)
    registry.add_channels(settings.EXTRA_CHANNELS)
    sweeping.register(*OWN_DEEDS, MACRO)
    filters.register(PERSON, PRIORITY, TAG, LANGUAGE, CHANNEL, WAITING, PROBLEM, ITEMS, ORDER, QUALITY)
    filters.register_of_store(PREFIX, field_filters)
    for question in ORDER_QUESTIONS:
        add_question(question)
        find_with(question.name, FOUND_BY[question.name])
    variables.register(*OWN)
    variables.register_of_store(FIELD_VALUES, field_variables)
    goes_along(use_what_was_inserted)
    leaves_by("email", options_of)
    also_said_by(own_words_since, apologies_since)
    opens_mailboxes(open_email_account)
    _shops()
    every_round(lookout.go)
    soon_after(place_teller.go)
    soon_after_anything(read_soon)
    answer_programs_under("/chat/v1/")
    answer_programs_under("/api/")
    _routing()


def _secrets() -> None:
    holds_secrets("second steps", reencrypt_factors)
    holds_secrets("mailboxes", reencrypt_mailboxes)
    holds_secrets("ways out", reencrypt_ways)
    holds_secrets("signing keys", reencrypt_signing_keys)
    holds_secrets("chat secrets", reencrypt_chat_secrets)
    holds_secrets("connections", reencrypt_connections)
    holds_secrets("webhooks", reencrypt_webhooks)
    holds_secrets("answers kept for repeats", reencrypt_kept_answers)


def _routing() -> None:
    every_round(look_who_is_here)
    soon_after_anything(route_soon)
    every(task=route_every_store, name="routing", minutes=1)
    follow_reopening(follow_reopened)
    at_once(MESSAGE_RECEIVED, learn_language)
    for kind in LEARNED:
        at_once(kind, learn_of_conversation)
    for kind in (CUSTOMER_MERGED, CUSTOMER_UNMERGED, CUSTOMER_SPLIT):
        at_once(kind, learn_of_customer)
    begin_with(give_out_what_comes)
    navigation.register(*ROUTING)
    for kind in (MEMBER_REVOKED, MEMBER_ROLE_CHANGED):
        on(kind, give_out_of_leaver)
    on(MEMBER_AWAY_CHANGED, cover_from_then)
    on(MEMBER_AWAY_CHANGED, look_again)


def _shops() -> None:
    """What a shop is asked about itself."""
    ask_whether_it_chats(has_chat)
    ask_for_channels(channels_reached)
    name_shops_with(shop_name_anywhere)


def _reactions() -> None:
    on(PHOTO_STORED, make_picture)
    on(EXPORT_ASKED, export_asked)
    on(SHOP_IMPORT_ASKED, shop_import_asked)
    on(ACKNOWLEDGEMENT_DUE, acknowledge_opened)
    on(CONVERSATIONS_APART, rejoin_apart)
    on(CONVERSATION_SOLVED, look_after_solution)
    on(CUSTOMER_CHANGED, fold_customer_anew)
    on(CONVERSATION_FILLED, fold_conversation_anew)
    on(DELIVERY_RULED, look_anew)
    on(IMPORT_ASKED, read_asked)
    on(MOVE_BEGUN, read_moved)
    on(MOVE_ASKED, read_moved)
    on(ORDERS_BROUGHT, guess_after_history)
    at_once(MESSAGE_RECEIVED, guess_after_words)
    for kind in (ORDER_PLACED, ORDER_CHANGED):
        all_at_once(kind, follow_orders)
    on(MEMBER_REVOKED, forget_devices)
    on(TOKEN_ENDING, mail_end_of_token)
    on(APP_ENDING, mail_end_of_admission)
    for kind in (MEMBER_REVOKED, MEMBER_ROLE_CHANGED):
        at_once(kind, end_with_seat)
    on(DELIVERIES_WOKEN, read_woken)
    on(DELIVERY_SETTLED, forget_in_deliveries)
    on(CONNECTION_TESTED, test_way_in)
    at_once(CHAT_SAID, look_after_answer)
    at_once(CHAT_SAID, tell_apps)
    for kind in (REPLY_HELD, REPLY_SENT, REPLY_UNDONE):
        at_once(kind, offers_go)
    at_once(OFFER_SOLD, tell_of_sale)
    for kind in TELLS:
        at_once(kind, tell_at_once)
    for kind in TAKES:
        at_once(kind, call_off_at_once)
    for kind in (CUSTOMER_MERGED, CUSTOMER_UNMERGED, CUSTOMER_SPLIT):
        at_once(kind, tell_of_another_customer)
    for kind in ACTS_TOLD:
        at_once(kind, tell_conversation)
    at_once(REPLY_SENT, tell_of_answer)
    at_once(CONVERSATION_READ, tell_of_reading)
    for kind, follow in FOLLOWED:
        at_once(kind, follow)
    on(STANDARD_REMINDED, mail_readers)
    on(CLOCK_MISSED, amend_missed)
    for kind in (ACT_DONE, ACT_REFUSED):
        on(kind, go_on_after_act)
    on(WEBHOOK_STOPPED, tell_owners)
    on(WEBHOOK_REPLAYED, replay_asked)


def _promises() -> None:
    goes_with_identity(Amends, OwnWord)
    filters.register(PROMISE)
    follow_turns(follow_turn)
    promised_by(promised_seconds)
    promises_are_read_at(public_address)
    on(CLOCK_STEPPED, take_step)
    on(CHAIN_CHANGED, recount_running)
    at_once(UPDATE_KEPT, stop_update)
    at_once(CONVERSATION_SPLIT, leave_what_was_split)
    at_once(CONVERSATION_PRIORITIZED, promise_by_priority)
    for kind in CHANGES_HOURS:
        on(kind, recount_running)


def _schedules() -> None:
    every(task=delete_old_jobs, name="delete old jobs", hours=1)
    every(task=delete_old_counts, name="delete old counts", hours=1)
    every(task=reindex_outdated_stores, name="fold anew", hours=1)
    every(task=ask_every_shop_for_goods, name="products of shops", minutes=15)
    every(task=fold_every_product, name="words of products", hours=1)
    every(task=check_every_domain, name="check mail domains", hours=12)
    every(task=learn_answers, name="learn what was answered", hours=1)
    every(task=fold_every_store, name="figures of saved replies", minutes=15)
    every(task=weigh_every_store, name="what is known of customers", hours=24)
    every(task=digest_every_store, name="digests", minutes=15)
    every(task=look_after_every_store, name="orders under way", hours=1)
    every(task=warn_every_store, name="ends of tokens", hours=6)
    every(task=remind_readers_of_every_store, name="readers of promises", hours=1)
    every(task=look_at_grievances, name="limits of grievances", minutes=1)
    every(task=look_in_every_store, name="own words", minutes=10)
    every(task=look_at_open_everywhere, name="open amends", minutes=5)
    every(task=look_after_clocks, name="clocks", minutes=1)
    every(task=begin_in_every_store, name="clocks of what waits", hours=1)
    every(task=fold_every_pace, name="pace of chats", minutes=10)
    every(task=fold_every_count, name="figures of automatic messages", minutes=15)
    every(task=look_after_connections, name="connections", minutes=5)
    every(task=ask_every_platform, name="ask platforms", minutes=1)
    every(task=ask_every_courier, name="ask couriers", hours=1)
    every(task=look_after_webhooks, name="webhooks", minutes=1)
    every(task=purge_rows, name="purge rows", hours=6)
    every(task=sweep_every_store, name="sweep files", hours=24)
    every(task=forget_exports, name="forget exports", hours=1)
    every(task=fold_kept_of_every_store, name="how promises were kept", hours=1)


def _navigation() -> None:
    navigation.count_with(shown_counts)
    count_beside(STANDARDS.name, unread_by_reader)
    count_beside(GIVEN_TO_NOBODY, given_to_nobody)
    navigation.register(
        *PLACES,
        CUSTOMERS,
        PRODUCTS,
        PAYMENTS,
        LATE,
        ORDER_LIST,
        MAILBOXES,
        SENDING,
        MAIL_DOMAIN,
        *OF_ORDERS,
        LEDGER,
        INCOMING,
        SUPPRESSED,
        OUTSIDERS,
        ANSWERS,
        NOTIFICATIONS,
        FIELDS,
        CONNECTIONS,
        CHECKLISTS,
        IMPORTS,
        CHAT,
        OWN_WORDS,
        AMENDS,
        PROGRAMS,
        EXPORTS,
        WEBHOOKS,
        GRIEVANCES,
        GRIEVANCE_SETTINGS,
        STANDARDS,
        POLICIES,
        CHAIN,
    )
    if mailbox.is_there():
        navigation.register(mailbox.PLACE)
    shop_page.lead_there()
    _queues()


def _queues() -> None:
    read = "conversation.read"
    navigation.register(
        Entry(
            "now", _("Answer now"), "inbox", "desk:queue", ("now",), verb=read, bar_label=_("Queue"), place=10
        ),
        Entry("risk", _("At risk"), "alert", "desk:queue", ("risk",), verb=read, place=12),
        Entry("promised", _("Promised today"), "clock", "desk:queue", ("promised",), verb=read, place=15),
        Entry("mine", _("Mine"), "user", "desk:queue", ("mine",), verb=read, bar_label=_("Mine"), place=20),
        Entry("called", _("Asked of you"), "note", "desk:queue", ("called",), verb=read, place=25),
        Entry("customer", _("With the customer"), "chat", "desk:queue", ("customer",), verb=read, place=30),
        Entry("snoozed", _("Snoozed"), "snooze", "desk:queue", ("snoozed",), verb=read, place=35),
        Entry("solved", _("Solved"), "check", "desk:queue", ("solved",), verb=read, place=40),
        Entry("spam", _("Spam"), "close", "desk:queue", ("spam",), verb=read, place=42),
        Entry(
            "views",
            _("Views"),
            "filter",
            "desk:views",
            verb=read,
            place=43,
            after_url_name="desk:views_beside",
        ),
        Entry("problems", _("Problems"), "alert", "desk:problems", verb=read, place=44),
        Entry(
            "find", _("Find"), "search", "desk:find", verb=read, bar_label=_("Find"), place=45, opens="find"
        ),
    )


def _live() -> None:
    admit_with(admit_colleague)
    admit_bearers_with(admit_visitor)
    name_actors_with(name_of_seat)
    after_sessions_end(tell_of_ended_sessions)
    for kind in (MEMBER_REVOKED, MEMBER_ROLE_CHANGED, SESSION_ENDED, CHAT_BLOCKED, CHAT_JOINED, CHAT_LEFT):
        recheck_after(kind)
