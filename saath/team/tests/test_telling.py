"""What happens is heard by those whom it concerns, in the ways that they chose, and by nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidTag
from pytest_django.fixtures import Settings

from saath.conversations.actions.deliver import claim_delivery, record_failed
from saath.conversations.actions.hand_over import hand_over
from saath.conversations.actions.reply import reply
from saath.conversations.actions.sweeps import start_sweep, undo_sweep
from saath.conversations.actions.triage import assign_conversation, solve_conversation
from saath.conversations.models import Conversation, Delivery
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation, work
from saath.core.clock import at, now
from saath.core.errors import BadInput
from saath.core.push.encryption import encrypt
from saath.core.tests.push_service import Browser, PushService, claims_of
from saath.jobs.models import Job
from saath.promises.grievances.jobs import look_at_grievances
from saath.promises.grievances.tests.builders import complain, open_page
from saath.stores.actions.members import revoke_member
from saath.stores.models import Member
from saath.stores.queries import actor_of
from saath.stores.tests.builders import TEST
from saath.team.actions.hearing import add_device, choose_hearing
from saath.team.digest import mail_digest
from saath.team.models import Missed, PushDevice
from saath.team.rules import Digest, Kind, Quiet, Wish
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

AWAKE = Wish(quiet=Quiet.NEVER)
ASLEEP = Wish(quiet=Quiet.CLOSED, digest=Digest.HOURLY)


def hears(member: Member, wish: Wish, service: PushService | None = None, name: str = "") -> Browser:
    """Let a member hear of things as they wish, in a browser at the stand-in's service."""
    browser, actor = Browser(), actor_of(member)
    choose_hearing(actor, wish=wish)
    if service is not None:
        add_device(actor, endpoint=service.endpoint + name, **browser.keys, label="Firefox, Linux")
    return browser


def told() -> list[Event]:
    return list(Event.objects.filter(kind="colleague.told").order_by("id"))


@pytest.mark.usefixtures("in_store")
def test_a_new_customer_is_pushed_sealed_and_signed_without_name_and_words(
    desk: Desk, service: PushService
) -> None:
    browser = hears(desk.member, AWAKE, service)
    arrive(mail("My order is a secret."))
    work()
    (body,) = service.bodies
    said = browser.open(body)
    assert said["title"] == "Somebody new has written"
    assert said["url"] == f"/desk/now/{only_conversation().public_id}/"
    assert "secret" not in str(said)
    assert "Sunita" not in str(said)
    assert b"secret" not in body
    headers = service.headers[0]
    assert headers["Content-Encoding"] == "aes128gcm"
    claims = claims_of(headers["Authorization"])
    assert claims["aud"] == f"http://127.0.0.1:{service.port}"
    with pytest.raises(InvalidTag):
        Browser().open(body)


@pytest.mark.usefixtures("in_store")
def test_name_and_first_words_are_there_for_who_wants_them(desk: Desk, service: PushService) -> None:
    browser = hears(desk.member, Wish(quiet=Quiet.NEVER, shows_words=True), service)
    arrive(mail("Where is my parcel?"))
    work()
    said = browser.open(service.bodies[0])
    assert only_conversation().identity.display_name in said["title"]
    assert "Where is my parcel?" in said["body"]


@pytest.mark.usefixtures("in_store")
def test_what_is_given_to_a_colleague_is_heard_by_them_and_not_by_who_gave_it(
    desk: Desk, arjun: Member, service: PushService
) -> None:
    arrive(mail())
    work()
    hears(desk.member, AWAKE, service)
    browser = hears(arjun, AWAKE, service, "-of-arjun")
    before = len(told())
    assign_conversation(desk.actor, only_conversation(), to=arjun)
    work()
    (body,) = service.bodies
    assert browser.open(body)["title"] == "A conversation was handed to you"
    (event,) = told()[before:]
    assert list(event.refs.values()) == [str(arjun.public_id)]


@pytest.mark.usefixtures("in_store")
def test_what_is_handed_on_before_it_was_pushed_is_pushed_to_who_has_it_alone(
    desk: Desk, arjun: Member, service: PushService
) -> None:
    hears(desk.member, AWAKE, service)
    browser = hears(arjun, AWAKE, service, "-of-arjun")
    arrive(mail())
    conversation = assign_conversation(TEST, only_conversation(), to=desk.member)
    hand_over(TEST, conversation, to=arjun, reason="load", summary="She asks when her parcel comes.")
    before = len(service.bodies)
    work()
    (body,) = service.bodies[before:]
    assert browser.open(body)["title"] == "A conversation was handed to you"


@pytest.mark.usefixtures("in_store")
def test_what_is_given_to_a_colleague_with_many_others_is_heard_once(
    desk: Desk, arjun: Member, service: PushService
) -> None:
    for name in ("asha", "bela", "chitra"):
        arrive(mail(sender=f"{name}@example.in", subject=name), mail_from=f"{name}@example.in")
    work()
    hears(arjun, AWAKE, service)
    ids = list(Conversation.objects.values_list("pk", flat=True))
    done = start_sweep(desk.actor, ids, deed="assign", values={"to": arjun.pk})
    work()
    assert len(service.bodies) == 1
    undo_sweep(desk.actor, done)
    assign_conversation(desk.actor, Conversation.objects.latest("pk"), to=arjun)
    work()
    assert len(service.bodies) == 2


@pytest.mark.usefixtures("in_store")
def test_who_has_left_is_pushed_nothing_and_their_devices_are_forgotten(
    desk: Desk, arjun: Member, service: PushService
) -> None:
    hears(arjun, AWAKE, service)
    revoke_member(TEST, arjun)
    arrive(mail())
    work()
    assert service.bodies == []
    assert not PushDevice.objects.exists()


@pytest.mark.usefixtures("in_store")
@pytest.mark.parametrize("status", [404, 410])
def test_a_subscription_that_is_over_is_removed(desk: Desk, service: PushService, status: int) -> None:
    hears(desk.member, AWAKE, service)
    service.status = status
    arrive(mail())
    work()
    assert not PushDevice.objects.exists()


@pytest.mark.usefixtures("in_store")
@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example.com/x",
        "https://user:word@push.example.com/x",
        "ftp://push.example.com",
        "",
        "https:///x",
    ],
)
def test_an_address_that_no_push_service_has_is_refused(desk: Desk, endpoint: str) -> None:
    with pytest.raises(BadInput):
        add_device(desk.actor, endpoint=endpoint, **Browser().keys, label="x")


@pytest.mark.usefixtures("in_store")
def test_a_private_address_is_never_called(desk: Desk, service: PushService, settings: Settings) -> None:
    hears(desk.member, AWAKE, service)
    settings.ALLOWED_PRIVATE_HOSTS = []
    arrive(mail())
    work()
    assert service.bodies == []


@pytest.mark.usefixtures("in_store")
def test_keys_that_no_browser_makes_are_refused(desk: Desk) -> None:
    for keys in ({"p256dh": "AAAA", "auth": "AAAA"}, {"p256dh": "न", "auth": ""}):
        with pytest.raises(BadInput):
            add_device(desk.actor, endpoint="https://push.example.com/x", label="x", **keys)


def test_a_message_longer_than_one_record_is_refused() -> None:
    with pytest.raises(ValueError, match="one record"):
        encrypt(b"x" * 4000, **Browser().keys)


@pytest.mark.usefixtures("in_store")
def test_a_digest_tells_of_what_was_missed_once_and_in_ones_language(
    desk: Desk, mailoutbox: list[object]
) -> None:
    hears(desk.member, ASLEEP)
    arrive(mail())
    work()
    member = Member.objects.select_related("person", "store").get(pk=desk.member.pk)
    assert [row.kind for row in Missed.objects.all()] == [Kind.NEW]
    mail_digest(member, Digest.HOURLY)
    assert mailoutbox == []
    with at(now() + timedelta(hours=2)):
        mail_digest(member, Digest.HOURLY)
        mail_digest(member, Digest.HOURLY)
    (letter,) = mailoutbox
    assert letter.to == [member.person.email]  # type: ignore[attr-defined]
    assert "Somebody new has written" in letter.body  # type: ignore[attr-defined]


def test_another_shop_hears_nothing(desk: Desk, service: PushService) -> None:
    other = make_desk("other", "namaste@other.test", "o@else.example")
    with store_scope(other.store_id):
        hears(other.member, AWAKE, service)
    with store_scope(desk.store_id):
        arrive(mail())
        work()
    assert service.bodies == []


@pytest.mark.usefixtures("in_store")
def test_a_promise_is_told_shortly_before_it_is_missed_and_not_once_it_is_kept(desk: Desk) -> None:
    hears(desk.member, AWAKE)
    arrive(mail())
    work()
    conversation, before = only_conversation(), len(told())
    assert conversation.due_at is not None
    with at(conversation.due_at - timedelta(minutes=1)):
        work()
    assert [event.changed for event in told()[before:]] == [["promise"]]
    solve_conversation(desk.actor, conversation)
    with at(conversation.due_at - timedelta(minutes=1)):
        work()
    assert len(told()) == before + 1


@pytest.mark.usefixtures("in_store")
def test_a_limit_of_a_grievance_is_heard_once_and_not_by_its_clock_too(desk: Desk) -> None:
    open_page()
    hears(desk.member, AWAKE)
    grievance = complain(desk, address="98765 43210")
    assert grievance.conversation is not None
    reply(desk.actor, grievance.conversation, text="We call you.", client_key="k")
    work()
    heard = []
    for hours in (25, 49, 50):
        before = len(told())
        with at(grievance.received_at + timedelta(hours=hours)):
            work()
            look_at_grievances.func()
            work()
        heard.append([event.changed[0] for event in told()[before:]])
    assert heard == [["grievance"], ["grievance"], []]
    assert Event.objects.filter(kind__in=("clock.warned", "clock.missed")).count() == 2


@pytest.mark.usefixtures("in_store")
def test_a_mail_tells_of_itself_in_its_own_transaction_and_queues_no_job_for_it(desk: Desk) -> None:
    hears(desk.member, AWAKE)
    arrive(mail())
    work()
    assert [event.changed for event in told()] == [["new"]]
    assert not Job.objects.filter(task__startswith="saath.team").exists()


@pytest.mark.usefixtures("in_store")
def test_a_failed_answer_is_told_to_who_has_the_conversation_by_then(desk: Desk, arjun: Member) -> None:
    for member in (desk.member, arjun):
        hears(member, AWAKE)
    arrive(mail())
    work()
    conversation = only_conversation()
    delivery = reply(desk.actor, conversation, text="Kal", client_key="k").delivery
    on_its_way = Delivery.objects.select_related("message__conversation__identity").get(pk=delivery.pk)
    with at(now() + timedelta(minutes=1)):
        claim_delivery(TEST, on_its_way)
    hand_over(
        desk.actor,
        conversation,
        to=arjun,
        reason="other",
        words="mine no more",
        summary="She asks when her parcel comes.",
    )
    before = len(told())
    record_failed(TEST, on_its_way, attempt=1, reason="550 no")
    (event,) = told()[before:]
    assert (event.changed, list(event.refs.values())) == (["failed"], [str(arjun.public_id)])


@pytest.mark.usefixtures("in_store")
def test_what_somebody_put_off_is_silent_for_them(desk: Desk, arjun: Member) -> None:
    hears(desk.member, Wish(quiet=Quiet.NEVER, kinds={"new": ("push",)}))
    hears(arjun, AWAKE)
    arrive(mail())
    work()
    (event,) = told()
    assert list(event.refs.values()) == [str(arjun.public_id)]
