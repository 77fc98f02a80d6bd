"""The demo shop as a stranger finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import Case, Count, When
from pytest_django.plugin import DjangoDbBlocker

from saath.accounts.models import Person
from saath.channels.email.mailbox_out import list_mails, mailbox_folder
from saath.conversations.models import (
    Acknowledgement,
    Attachment,
    ChannelAccount,
    Conversation,
    Delivery,
    Handover,
    IntakeItem,
    Message,
    Suppression,
)
from saath.conversations.parties import Role
from saath.conversations.queries.inbox import list_queue
from saath.conversations.queues import QUEUES
from saath.core import clock
from saath.demo import scenes, shop_page
from saath.demo.arriving import DISK_WAS_AWAY
from saath.demo.orders import MOST_DAYS_LATE, MOST_LATE
from saath.demo.shop import fill, hosts_at
from saath.demo.team import OWNER, TEAM
from saath.jobs.models import Job, JobState
from saath.mailboxes.models import Mailbox
from saath.orders.late import late_orders
from saath.orders.models import Connection, Received, Variant
from saath.stores.hours import INDIA
from saath.stores.models import Holiday, Member
from saath.stores.queries import actor_of
from saath.tenancy.models import Domain, Store
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.wide]
CONVERSATIONS = 24


@pytest.fixture(scope="module", autouse=True)
def _surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Shorten the longest thread, which takes as long as all others together, and keep mails in a folder of our own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scenes, "TURNS", 3)
        patch.setattr(settings, "DATA_DIR", tmp_path_factory.mktemp("demo"))
        yield


@pytest.fixture(scope="module")
def moment() -> datetime:
    return clock.now()


@pytest.fixture(scope="module")
def demo(
    _surroundings: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker, moment: datetime
) -> Iterator[Store]:
    """A filled shop in a transaction around all these tests, each of which has one of its own inside."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield filled(moment)
        transaction.set_rollback(True)


def filled(moment: datetime) -> Store:
    """Fill a demo shop of few conversations, all at one moment."""
    with clock.at(moment):
        return fill(
            hosts_at(8000), now=moment, conversations=CONVERSATIONS, progress=lambda _done, _total: None
        )


def told(store: Store) -> list[tuple[object, ...]]:
    """Return what a shop holds, without what is made anew each time, such as the reference that a machine names."""
    with store_scope(store.pk):
        said = (
            Message.objects.exclude(direction="out", is_automatic=True)
            .order_by("id")
            .values_list(
                Case(When(conversation__identity__namespace="email", then="conversation__identity__address")),
                "direction",
                "text",
                "created_at",
                "conversation__state",
                "delivery__state",
            )
        )
        return list(said)


def test_a_demo_has_every_state_in_every_queue(demo: Store, moment: datetime) -> None:
    with store_scope(demo.pk):
        owner = actor_of(Member.objects.get(person__email=OWNER.email))
        empty = [key for key, queue in QUEUES.items() if not list_queue(owner, queue, zone=INDIA).rows]
        assert empty == []
        assert {*Conversation.objects.values_list("state", flat=True)} == {
            "merged",
            "open",
            "pending",
            "snoozed",
            "solved",
            "spam",
        }
        assert {*Delivery.objects.values_list("state", flat=True)} == {"sent", "failed", "unknown"}
        assert {*Message.objects.values_list("direction", flat=True)} == {"in", "out", "note"}
        assert {*IntakeItem.objects.values_list("state", flat=True)} == {
            "accepted",
            "ignored",
            "quarantined",
            "failed",
        }
        waiting = Conversation.objects.filter(state="open").values_list("due_at", flat=True)
        due = [at for at in waiting if at is not None]
        assert any(at < moment for at in due)
        assert any(moment < at < moment + timedelta(seconds=60) for at in due)
        assert any(at > moment + timedelta(seconds=120) for at in due)


def test_a_demo_has_promises_at_risk_and_missed_and_one_that_went_on(demo: Store, moment: datetime) -> None:
    with store_scope(demo.pk):
        at_risk = Conversation.objects.filter(risk_at__isnull=False)
        assert at_risk.filter(risk_at__lte=moment).exists()
        assert at_risk.filter(risk_at__gt=moment).exists()
        went_on = Handover.objects.filter(conversation__subject="Which courier?").get()
        assert went_on.reason == Handover.Reason.AWAY
        assert went_on.was_with is not None
        assert went_on.was_with.display_name in went_on.summary


def test_a_demo_has_what_is_hard_to_show(demo: Store) -> None:
    with store_scope(demo.pk):
        assert {*Attachment.objects.values_list("file__content_type", flat=True)} == {
            "image/jpeg",
            "application/pdf",
            "text/calendar",
            "text/vcard",
        }
        assert Attachment.objects.filter(is_inline=True).exists()
        assert Message.objects.filter(html__isnull=False).exists()
        assert max(map(len, Message.objects.values_list("text", flat=True))) > 10_000
        assert Message.objects.filter(text__contains="[Invitation: Visit").exists()
        assert Message.objects.filter(text__contains="[Contact: Maria").exists()
        assert Message.objects.filter(folded_text__contains="Class teacher").exists()
        assert {*Message.objects.values_list("language", flat=True)} == {"en", "hi", "gu"}
        assert {*Member.objects.values_list("role", flat=True)} == {
            str(colleague.role.value) for colleague in TEAM
        }
        assert Conversation.objects.filter(taggings__isnull=False).exists()
        assert Conversation.objects.values("customer").annotate(n=Count("id")).filter(n__gt=1).exists()
        assert Holiday.objects.count() == 2


def test_a_demo_has_mail_from_every_source_and_spam_by_every_word(demo: Store) -> None:
    with store_scope(demo.pk):
        assert {*IntakeItem.objects.values_list("source", flat=True)} == {
            "smtp",
            "imap",
            "sent-copy",
            "file",
            "chat",
            "form",
        }
        assert IntakeItem.objects.filter(is_repeat=True).exists()
        spam = Conversation.objects.filter(state="spam")
        assert {*spam.values_list("spam_reason", flat=True)} == {*Conversation.SpamReason.values}
        assert not Conversation.objects.exclude(state="spam").filter(subject__contains="followers").exists()
        assert {
            *Message.objects.filter(direction="in", is_automatic=False).values_list(
                "is_sender_proved", flat=True
            )
        } >= {
            True,
            False,
        }


def test_a_demo_has_what_servers_report_and_who_reads_along(demo: Store) -> None:
    with store_scope(demo.pk):
        assert {*Delivery.objects.values_list("report", flat=True)} == {"", "bounced", "late", "complained"}
        assert {*Suppression.objects.values_list("reason", flat=True)} == {"bounced", "complained"}
        roles = {party.role for each in Conversation.objects.all() for party in each.people}
        assert roles == {Role.COPIED, Role.ADDED, Role.OFFERED, Role.ASIDE}
        assert Message.objects.filter(direction="note", identity__isnull=False).exists()
        assert Acknowledgement.objects.exists()


def test_a_demo_has_few_late_orders_and_none_that_is_late_for_long(demo: Store) -> None:
    with store_scope(demo.pk):
        found = late_orders(actor_of(Member.objects.get(person__email=OWNER.email)))
    assert found.late <= MOST_LATE
    assert all(row.days_late <= MOST_DAYS_LATE for row in found.rows)


def test_the_page_of_a_demo_asks_the_prices_that_its_products_have(demo: Store) -> None:
    with store_scope(demo.pk):
        titles = [good.name for good in shop_page.goods("en")]
        kinds = Variant.objects.filter(product__title__in=titles).values_list("product__title", "price_minor")
        cheapest = {title: min(paise for name, paise in kinds if name == title) for title in titles}
    shown = [re.sub(r"\D", "", good.price) for good in shop_page.goods("en")]
    assert shown == [str(paise // 100) for paise in cheapest.values()]


def test_the_mailbox_of_a_demo_is_paused_so_that_nobody_looks_for_a_server(demo: Store) -> None:
    with store_scope(demo.pk):
        assert {*Mailbox.objects.values_list("state", flat=True)} == {"paused"}


def test_a_demo_leaves_no_work_behind_and_mail_in_the_box(demo: Store, moment: datetime) -> None:
    with store_scope(demo.pk):
        # What is snoozed or promised has a job whose time is still to come.
        left = Job.objects.exclude(state=JobState.DONE).filter(run_at__lte=moment)
        assert [*left.values_list("state", "error")] == [(JobState.DEAD, DISK_WAS_AWAY)]
    mails = list_mails(mailbox_folder(settings.DATA_DIR))
    assert mails
    assert all(mail.sent_at <= clock.now() for mail in mails)


def test_a_demo_is_told_in_the_order_of_time(demo: Store, moment: datetime) -> None:
    with store_scope(demo.pk):
        opened = moment - timedelta(days=95)
        history = Message.objects.filter(created_at__lt=opened)
        assert {*history.values_list("receipts__is_imported", "conversation__state")} == {(True, "solved")}
        for table in (Message, Conversation):
            assert not table.objects.filter(created_at__gt=moment).exists()


def test_a_demo_is_the_same_twice(demo: Store, moment: datetime) -> None:
    first = told(demo)
    Store.objects.all().update(slug="first")
    with store_scope(demo.pk):
        _forget(demo)
    assert told(filled(moment)) == first


def _forget(store: Store) -> None:
    """Let go of what an installation may have only once."""
    Domain.objects.filter(store=store).delete()
    ChannelAccount.objects.update(key="first@shop.test")
    for person in Person.objects.all():
        Person.objects.filter(pk=person.pk).update(email=f"1{person.email}", email_key=f"1{person.email_key}")


def test_couriers_have_told_of_parcels_lately(demo: Store) -> None:
    with store_scope(demo.pk):
        connection = Connection.objects.get(platform="aftership")
        assert (connection.silent_since, connection.last_heard_at is None) == (None, False)
        states = {*Received.objects.values_list("state", flat=True)}
        assert states == {Received.State.TAKEN, Received.State.WAITING}
