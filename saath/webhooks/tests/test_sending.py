"""What happens is told to a server of the shop's, signed, once and again until it is taken."""

from __future__ import annotations

import json
import socket
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from pytest_django.fixtures import Settings
from standardwebhooks import WebhookVerificationError

from saath.core.clock import now
from saath.customers.events import CUSTOMER_CHANGED
from saath.jobs.models import Job
from saath.stores.models import Member
from saath.stores.queries import actor_of
from saath.stores.tests.builders import TEST, Shop
from saath.tenancy.transactions import write_transaction
from saath.timeline.emit import emit
from saath.timeline.epoch import new_epoch
from saath.webhooks.actions.endpoints import (
    pause_endpoint,
    remove_endpoint,
    resume_endpoint,
    rotate_secret,
    send_test,
)
from saath.webhooks.actions.replays import begin_replay, send_again
from saath.webhooks.actions.restored import stop_restored
from saath.webhooks.actions.telling import put_on_their_way
from saath.webhooks.events import WEBHOOK_CHANGED
from saath.webhooks.models import Attempt, Delivery, Endpoint, Replay
from saath.webhooks.rules import MOST_TRIES, WAITS
from saath.webhooks.tests.builders import happen, make_endpoint, states, work
from saath.webhooks.tests.receiver import Receiver

MONDAY = datetime(2037, 3, 2, 6, 30, tzinfo=UTC)


def test_what_happens_arrives_signed_with_ids_and_no_words(shop: Shop, receiver: Receiver) -> None:
    made = make_endpoint(receiver.url, "customer.changed")
    customer = happen()
    work()
    (heard,) = receiver.heard
    said = heard.opened_with(made.secret)
    assert said["type"] == "customer.changed"
    assert said["data"] == {"customer": str(customer.public_id), "changed": ["name"], "by": "system"}
    assert datetime.fromisoformat(said["timestamp"]).tzinfo is not None
    assert "Sunita" not in heard.body.decode()
    assert heard.headers["content-type"] == "application/json"
    delivery = Delivery.objects.get()
    assert (delivery.state, str(delivery.message), delivery.body) == (
        "taken",
        heard.message,
        heard.body.decode(),
    )
    assert Attempt.objects.get().answer == "thank you"


def test_another_secret_does_not_open_it(shop: Shop, receiver: Receiver) -> None:
    make_endpoint(receiver.url)
    other = make_endpoint(receiver.url, "order.created")
    happen()
    work()
    with pytest.raises(WebhookVerificationError):
        receiver.heard[0].opened_with(other.secret)


def test_only_chosen_events_are_told(shop: Shop, receiver: Receiver) -> None:
    make_endpoint(receiver.url, "order.created")
    happen()
    work()
    assert receiver.heard == []
    assert states() == []


def test_who_did_it_is_told_by_their_seat(shop: Shop, seat: Member, receiver: Receiver) -> None:
    made = make_endpoint(receiver.url, "customer.changed")
    customer = happen(0)
    with write_transaction():
        emit(actor_of(seat), CUSTOMER_CHANGED, subject=customer)
    work()
    data = receiver.heard[0].opened_with(made.secret)["data"]
    assert (data["by"], data["by_member"]) == ("member", str(seat.public_id))


def test_each_event_is_taken_up_once_and_in_order(shop: Shop, receiver: Receiver) -> None:
    make_endpoint(receiver.url)
    happen(7)
    work()
    work()
    assert len(receiver.heard) == len({heard.message for heard in receiver.heard}) == 7
    sent = [json.loads(heard.body)["timestamp"] for heard in receiver.heard]
    assert sent == sorted(sent)


def test_what_happened_before_is_not_told(shop: Shop, receiver: Receiver) -> None:
    happen(3)
    make_endpoint(receiver.url)
    work()
    assert receiver.heard == []


def test_a_shop_without_endpoints_writes_nothing(shop: Shop) -> None:
    happen()
    assert not put_on_their_way(TEST)
    work()
    assert states() == []
    assert not Job.objects.filter(task__contains="webhooks").exclude(state="done").exists()


def test_a_failure_is_tried_again_under_the_same_id_until_it_is_given_up(
    shop: Shop, receiver: Receiver
) -> None:
    receiver.statuses = [500]
    with time_machine.travel(MONDAY, tick=False) as clock:
        make_endpoint(receiver.url)
        happen()
        work()
        for wait in WAITS:
            assert states() == ["waiting"]
            clock.shift(wait * 1.2 + timedelta(minutes=5))
            work()
    assert states() == ["failed"]
    assert len(receiver.heard) == MOST_TRIES
    assert len({heard.message for heard in receiver.heard}) == 1
    assert len({heard.headers["webhook-timestamp"] for heard in receiver.heard}) == MOST_TRIES
    assert set(Attempt.objects.values_list("status", "failure")) == {(500, "status")}


def test_nothing_is_tried_before_its_time(shop: Shop, receiver: Receiver) -> None:
    receiver.statuses = [503, 200]
    receiver.answers_with = {"Retry-After": "600"}
    with time_machine.travel(MONDAY, tick=False) as clock:
        make_endpoint(receiver.url)
        happen()
        work()
        clock.shift(timedelta(minutes=9))
        work()
        assert len(receiver.heard) == 1
        clock.shift(timedelta(minutes=2))
        work()
    assert states() == ["taken"]


def test_an_endpoint_that_fails_again_and_again_is_held_while_others_hear(
    shop: Shop, receiver: Receiver
) -> None:
    with Receiver(statuses=[500]) as dead:
        made = make_endpoint(dead.url)
        make_endpoint(receiver.url)
        happen(9)
        work()
        assert len(receiver.heard) == 9
        assert len(dead.heard) == 3
    endpoint = Endpoint.objects.get(pk=made.endpoint.pk)
    assert endpoint.hold_until is not None
    assert endpoint.failed_times == 3


def test_a_held_endpoint_gets_everything_once_it_answers(shop: Shop, receiver: Receiver) -> None:
    receiver.statuses = [500, 500, 500, 500, 200]
    with time_machine.travel(MONDAY, tick=False) as clock:
        make_endpoint(receiver.url)
        happen(5)
        for _each in range(4):
            work()
            clock.shift(timedelta(minutes=6))
        work()
    assert states() == ["taken"] * 5


def test_an_endpoint_that_takes_nothing_for_five_days_is_stopped_and_its_owner_told(
    shop: Shop, seat: Member, receiver: Receiver, mailoutbox: list[object]
) -> None:
    receiver.statuses = [500]
    with time_machine.travel(MONDAY, tick=False) as clock:
        made = make_endpoint(receiver.url)
        for _day in range(6):
            happen()
            work()
            clock.shift(timedelta(days=1))
        work()
        endpoint = Endpoint.objects.get(pk=made.endpoint.pk)
        assert endpoint.stopped_because == "failing"
        happen()
        count = len(receiver.heard)
        clock.shift(timedelta(days=1))
        work()
    assert len(receiver.heard) == count
    assert len(mailoutbox) == 1
    assert "Our server" in mailoutbox[0].subject  # type: ignore[attr-defined]
    assert mailoutbox[0].to == ["rukmini@example.in"]  # type: ignore[attr-defined]


def test_a_server_that_says_gone_hears_nothing_more(shop: Shop, receiver: Receiver) -> None:
    receiver.statuses = [410]
    made = make_endpoint(receiver.url)
    happen(3)
    work()
    assert len(receiver.heard) == 1
    assert Endpoint.objects.get(pk=made.endpoint.pk).stopped_because == "gone"


def test_both_secrets_sign_for_a_day_after_a_change(shop: Shop, receiver: Receiver) -> None:
    made = make_endpoint(receiver.url)
    secret = rotate_secret(TEST, made.endpoint).reveal()
    happen()
    work()
    assert receiver.heard[0].opened_with(made.secret) == receiver.heard[0].opened_with(secret)
    Endpoint.objects.update(former_secret_until=now() - timedelta(seconds=1))
    happen()
    work()
    receiver.heard[1].opened_with(secret)
    with pytest.raises(WebhookVerificationError):
        receiver.heard[1].opened_with(made.secret)


def test_a_secret_that_others_know_ends_at_once(shop: Shop, receiver: Receiver) -> None:
    made = make_endpoint(receiver.url)
    rotate_secret(TEST, made.endpoint, is_known_to_others=True)
    happen()
    work()
    with pytest.raises(WebhookVerificationError):
        receiver.heard[0].opened_with(made.secret)


def test_secrets_are_encrypted_where_they_are_kept(shop: Shop) -> None:
    made = make_endpoint("https://shop.example/saath")
    rotate_secret(TEST, made.endpoint)
    row = Endpoint.objects.get()
    assert made.secret not in (row.secret, row.former_secret)
    assert made.secret.removeprefix("whsec_") not in row.former_secret


def test_a_test_is_a_signed_event_and_goes_to_a_paused_endpoint_too(shop: Shop, receiver: Receiver) -> None:
    made = make_endpoint(receiver.url, "order.created")
    pause_endpoint(TEST, made.endpoint)
    send_test(TEST, made.endpoint)
    work()
    said = receiver.heard[0].opened_with(made.secret)
    assert said["type"] == "webhook.test"
    assert said["data"]["webhook"] == str(made.endpoint.public_id)
    receiver.statuses = [500]
    send_test(TEST, made.endpoint)
    work()
    assert states() == ["taken", "failed"]
    assert Endpoint.objects.get().failed_times == 0


def test_nothing_is_sent_while_paused_and_what_was_missed_comes_by_a_replay(
    shop: Shop, receiver: Receiver
) -> None:
    made = make_endpoint(receiver.url)
    pause_endpoint(TEST, made.endpoint)
    customer = happen(2)
    work()
    resume_endpoint(TEST, made.endpoint)
    work()
    assert not [heard for heard in receiver.heard if b"customer" in heard.body]
    begin_replay(TEST, made.endpoint, since=now() - timedelta(hours=1), until=now())
    work()
    told = [heard.opened_with(made.secret)["data"]["customer"] for heard in receiver.heard]
    assert told == [str(customer.public_id)] * 2
    assert Replay.objects.get().put == 2


def test_a_replay_sends_what_did_not_arrive_and_if_asked_everything(shop: Shop, receiver: Receiver) -> None:
    made = make_endpoint(receiver.url)
    happen(3)
    work()
    first = Delivery.objects.order_by("pk").first()
    assert first is not None
    Delivery.objects.filter(pk=first.pk).update(state="failed", tries=MOST_TRIES)
    begin_replay(TEST, made.endpoint, since=now() - timedelta(hours=1), until=now())
    work()
    assert [heard.message for heard in receiver.heard[3:]] == [str(first.message)]
    begin_replay(TEST, made.endpoint, since=now() - timedelta(hours=1), until=now(), is_all=True)
    work()
    assert {heard.message for heard in receiver.heard[4:]} == {heard.message for heard in receiver.heard[:3]}
    assert states() == ["taken"] * 3


def test_a_long_replay_goes_in_batches_and_ends(
    shop: Shop, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_endpoint(receiver.url)
    pause_endpoint(TEST, made.endpoint)
    with time_machine.travel(MONDAY, tick=False):
        happen(7)  # all at one moment
    resume_endpoint(TEST, made.endpoint)
    monkeypatch.setattr("saath.webhooks.actions.replays.BATCH", 3)
    with time_machine.travel(MONDAY + timedelta(hours=1), tick=False):
        begin_replay(
            TEST, made.endpoint, since=MONDAY - timedelta(hours=1), until=MONDAY + timedelta(hours=1)
        )
        work()
    assert Replay.objects.get().ended_at is not None
    assert Replay.objects.get().put == 7


def test_one_delivery_is_sent_again_under_the_same_id(shop: Shop, receiver: Receiver) -> None:
    make_endpoint(receiver.url)
    happen()
    work()
    send_again(TEST, Delivery.objects.get())
    work()
    first, second = receiver.heard
    assert (first.message, first.body) == (second.message, second.body)
    assert Attempt.objects.count() == 2


def test_a_removed_endpoint_is_sent_nothing_more(shop: Shop, receiver: Receiver) -> None:
    made = make_endpoint(receiver.url)
    happen()
    remove_endpoint(TEST, made.endpoint)
    happen()
    work()
    assert receiver.heard == []
    assert Endpoint.objects.get().secret == ""


def test_a_redirect_is_not_followed(shop: Shop, receiver: Receiver) -> None:
    with Receiver(statuses=[307]) as leading:
        leading.answers_with = {"Location": receiver.url}
        make_endpoint(leading.url)
        happen()
        work()
    assert receiver.heard == []
    assert Attempt.objects.get().failure == "redirect"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_our_own_network_is_not_called(shop: Shop, receiver: Receiver, settings: Settings, host: str) -> None:
    make_endpoint(receiver.url.replace("localhost", "localhost"))
    Endpoint.objects.update(url=receiver.url.replace("localhost", host))
    settings.ALLOWED_PRIVATE_HOSTS = []
    happen()
    work()
    assert receiver.heard == []
    assert Attempt.objects.get().failure == "private"


def test_a_name_that_turns_to_our_network_after_it_was_entered_is_not_called(
    shop: Shop, receiver: Receiver, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: the name is looked up once a connection, and connected to is what was checked."""
    port = int(receiver.url.split(":")[2].split("/")[0])
    settings.ALLOWED_PRIVATE_HOSTS = []
    make_endpoint(f"https://rebinding.example:{port}/saath")
    Endpoint.objects.update(url=f"http://rebinding.example:{port}/saath")
    answers = [["93.184.216.34"], ["127.0.0.1"], ["93.184.216.34", "127.0.0.1"]]
    asked: list[str] = []
    connected: list[str] = []

    def resolve(host: str, at: int, **_more: object) -> list[object]:
        asked.append(host)
        found = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, at)) for address in found]

    def connect(address: tuple[str, int], *_rest: object, **_more: object) -> socket.socket:
        connected.append(address[0])
        raise OSError("nobody is there")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    happen(3)
    work()
    assert connected == ["93.184.216.34"]
    assert asked == ["rebinding.example"] * 3
    assert receiver.heard == []
    assert list(Attempt.objects.order_by("pk").values_list("failure", flat=True)) == [
        "line",
        "private",
        "private",
    ]


def test_a_server_that_does_not_answer_ends_in_time(
    shop: Shop, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver.is_silent = True
    monkeypatch.setattr("saath.webhooks.sending.TOTAL_SECONDS", 0.3)
    make_endpoint(receiver.url)
    happen()
    work()
    assert Attempt.objects.get().failure == "slow"
    assert states() == ["waiting"]


def test_a_long_answer_is_kept_in_part_and_counts(shop: Shop, receiver: Receiver) -> None:
    receiver.says = b"x" * 5_000_000
    make_endpoint(receiver.url)
    happen()
    work()
    assert len(Attempt.objects.get().answer) == 8 * 1024
    assert states() == ["taken"]


def test_a_packed_answer_counts_and_is_not_opened(shop: Shop, receiver: Receiver) -> None:
    receiver.says, receiver.answers_with = b"\x1f\x8bbomb", {"Content-Encoding": "gzip"}
    make_endpoint(receiver.url)
    happen()
    work()
    assert (Attempt.objects.get().answer, states()) == ("", ["taken"])


def test_an_answer_that_repeats_signature_and_secret_is_kept_without_them(
    shop: Shop, receiver: Receiver
) -> None:
    made = make_endpoint(receiver.url)
    receiver.says = f"got v1,{'A' * 43}= and {made.secret}\0!".encode()
    happen()
    work()
    assert Attempt.objects.get().answer == "got ••• and •••\ufffd!"


def test_a_server_that_is_not_there_is_tried_again(shop: Shop) -> None:
    make_endpoint("http://localhost:9/saath")
    happen()
    work()
    assert (Attempt.objects.get().failure, states()) == ("line", ["waiting"])


def test_what_is_done_to_webhooks_themselves_tells_nobody(shop: Shop, receiver: Receiver) -> None:
    make_endpoint(receiver.url)
    with write_transaction():
        emit(TEST, WEBHOOK_CHANGED, subject=Endpoint.objects.get())
    work()
    assert receiver.heard == []


def test_after_a_restore_nothing_is_sent_until_somebody_resumes_it(shop: Shop, receiver: Receiver) -> None:
    made = make_endpoint(receiver.url, "customer.changed")
    happen()
    while put_on_their_way(TEST):
        pass
    assert stop_restored(TEST) == 1
    new_epoch()
    happen()
    work()
    assert receiver.heard == []
    resume_endpoint(TEST, made.endpoint)
    work()
    assert len(receiver.heard) == 1
    happen()
    work()
    assert len(receiver.heard) == 2


def test_another_epoch_lets_reading_begin_anew(shop: Shop, receiver: Receiver) -> None:
    make_endpoint(receiver.url, "customer.changed")
    new_epoch()
    work()
    happen()
    work()
    assert len(receiver.heard) == 1
