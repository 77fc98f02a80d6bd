"""What a colleague does with a conversation, done by a program: each verb once, on the way that it is done in life."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

from saath.api.tests.builders import Program, program_of
from saath.conversations.tests.builders import Desk, arrive, mail
from saath.core.clock import now
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague


def good(answer: Any) -> Any:
    """Return what was answered; anything but a success fails with its words."""
    assert answer.status_code < 300, answer.content.decode()
    return answer.json() if answer.content else None


def test_tags_come_and_go(program: Program, conversation: UUID) -> None:
    path = f"/conversations/{conversation}"
    (tag,) = good(program.post(f"{path}/tags", {"name": "Refund"}))["tags"]
    assert good(program.get("/tags"))["items"] == [tag]
    assert len(good(program.get(f"/conversations?tag={tag['id']}"))["items"]) == 1
    good(program.ask("DELETE", f"{path}/tags/{tag['id']}"))
    assert good(program.get(path))["tags"] == []


def test_it_rests_and_comes_back(program: Program, conversation: UUID) -> None:
    path = f"/conversations/{conversation}"
    waits = program.post(f"{path}/snooze", {"until": None})
    assert waits.json()["type"] == "/api/v1/problems/is-waiting"
    good(program.post(f"{path}/reply", {"text": "Tomorrow."}))
    assert good(program.post(f"{path}/snooze", {"until": None}))["snoozed_until"] is None
    assert good(program.post(f"{path}/wake"))["state"] == "open"


def test_a_promise_is_owed_and_kept(program: Program, conversation: UUID) -> None:
    path = f"/conversations/{conversation}"
    due_at = _in_an_hour()
    assert good(program.post(f"{path}/promise-update", {"kind": "call", "due_at": due_at}))["update_due_at"]
    assert program.post(f"{path}/solve", {}).json()["type"] == "/api/v1/problems/owes-update"
    assert good(program.post(f"{path}/keep-update"))["update_due_at"] is None


def test_a_conversation_goes_from_hand_to_hand(program: Program, desk: Desk, conversation: UUID) -> None:
    path = f"/conversations/{conversation}"
    asha, usha = (make_colleague(desk.shop, f"{name}@example.com") for name in ("asha", "usha"))
    good(program.post(f"{path}/assign", {"member_id": str(asha.public_id)}))
    why = {"member_id": str(usha.public_id), "reason": "knows", "summary": "The parcel is lost."}
    assert good(program.post(f"{path}/hand-over", why))["assignee_id"] == str(usha.public_id)
    back = {"given_to_id": str(usha.public_id), "was_with_id": str(asha.public_id)}
    assert good(program.post(f"{path}/assign/undo", back))["assignee_id"] == str(asha.public_id)


def test_spam_and_back_and_read_and_new(program: Program, conversation: UUID) -> None:
    path = f"/conversations/{conversation}"
    assert good(program.post(f"{path}/spam"))["state"] == "spam"
    assert good(program.post(f"{path}/wanted"))["state"] == "open"
    good(program.post(f"{path}/read", {}))
    good(program.post(f"{path}/unread"))


def test_two_become_one_and_two_again(program: Program, conversation: UUID) -> None:
    arrive(mail("And my refund?", subject="Another thing"))
    listed = good(program.get("/conversations"))["items"]
    other = next(each["id"] for each in listed if each["id"] != str(conversation))
    move = good(program.post(f"/conversations/{other}/merge", {"into_id": str(conversation)}))
    assert good(program.get(f"/conversations/{other}"))["id"] == str(conversation)
    assert [each["id"] for each in good(program.get(f"/conversations/{conversation}/moves"))["items"]] == [
        move["id"]
    ]
    assert good(program.post(f"/moves/{move['id']}/undo"))["id"] == other


def test_an_answer_is_taken_back_while_it_is_held(program: Program, conversation: UUID) -> None:
    path = f"/conversations/{conversation}"
    said = good(program.post(f"{path}/reply", {"text": "Tomorrow."}))
    assert good(program.post(f"/messages/{said['id']}/undo")) == {"text": "Tomorrow."}
    assert program.get(f"/messages/{said['id']}").status_code == HTTPStatus.NOT_FOUND
    (draft,) = good(program.get(f"{path}/drafts"))["items"]
    assert (draft["text"], draft["is_own"]) == ("Tomorrow.", True)


def test_a_file_goes_along_with_an_answer(program: Program, conversation: UUID) -> None:
    path = f"/conversations/{conversation}"
    kept = good(program.post(f"{path}/draft/files?name=bill.txt", b"Rs. 1,249"))
    (file,) = kept["items"][0]["files"]
    said = good(program.post(f"{path}/reply", {"text": "The bill.", "file_ids": [file["id"]]}))
    assert [(each["name"], each["size"]) for each in said["attachments"]] == [("bill.txt", 9)]
    gone = program.post(f"{path}/reply", {"text": "Again.", "file_ids": [str(conversation)]})
    assert gone.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert program.post(f"{path}/draft/files?name=x", {}).status_code == HTTPStatus.UNSUPPORTED_MEDIA_TYPE


def test_an_answer_waits_for_its_time(program: Program, conversation: UUID) -> None:
    path = f"/conversations/{conversation}"
    draft = good(program.post(f"{path}/schedule", {"text": "Good morning.", "leaves_at": _in_an_hour()}))
    moved = good(program.ask("PATCH", f"/drafts/{draft['id']}", {"leaves_at": _in_an_hour(minutes=90)}))
    assert moved["leaves_at"] > draft["leaves_at"]
    assert good(program.post(f"/drafts/{draft['id']}/send-now"))["delivery"]["state"] == "held"


def test_a_problem_is_answered_for_all(desk: Desk, conversation: UUID) -> None:
    owner = program_of(make_colleague(desk.shop, "rukmini@example.com", Role.OWNER), desk.shop)
    problem = good(owner.post("/problems", {"name": "The courier is on strike"}))
    linked = good(owner.post(f"/conversations/{conversation}/link", {"problem_id": problem["id"]}))
    assert linked["problem_id"] == problem["id"]
    words = {"answer": {"en": "It leaves on Monday.", "hi": "सोमवार को निकलेगा।"}}
    checked = good(owner.post(f"/problems/{problem['id']}/check", words))
    assert [each["count"] for each in checked["reached"]] == [1]
    sent = good(owner.post(f"/problems/{problem['id']}/answer", {**words, "seen": checked["seen"]}))
    assert sent["state"] == "answering"
    assert good(owner.post(f"/problems/{problem['id']}/stop"))["state"] == "open"
    cases = good(owner.get(f"/problems/{problem['id']}/conversations"))["items"]
    assert [each["id"] for each in cases] == [str(conversation)]


def test_something_is_to_be_done_and_done(program: Program, conversation: UUID) -> None:
    path = f"/conversations/{conversation}"
    ((item,),) = (each["items"] for each in good(program.post(f"{path}/items", {"words": "Call"}))["items"])
    ticked = good(program.post(f"{path}/tick", {"done": [item["id"]]}))["items"][0]["items"][0]
    assert (ticked["is_done"], ticked["done_by"]) == (True, "Meera")
    good(program.ask("DELETE", f"/items/{item['id']}"))
    good(program.post(f"/items/{item['id']}/restore"))


def test_somebody_outside_is_asked(program: Program, conversation: UUID) -> None:
    path = f"/conversations/{conversation}"
    who = {"name": "Bharat", "kind": "packer", "address": "bharat@packers.example"}
    asked = {"outsider": who, "text": "Is it packed?", "due_at": _in_an_hour()}
    question = good(program.post(f"{path}/questions", asked))
    assert question["state"] == "open"
    assert [each["name"] for each in good(program.get("/outsiders"))["items"]] == ["Bharat"]
    assert good(program.post(f"/questions/{question['id']}/end"))["state"] == "taken_back"
    assert good(program.post(f"/questions/{question['id']}/resume"))["state"] == "open"


def test_many_are_done_at_once_and_put_back(program: Program, conversation: UUID) -> None:
    sweep = good(program.post("/sweeps", {"conversation_ids": [str(conversation)], "deed": "solve"}))
    assert (sweep["total"], sweep["figures"]) == (1, {"done": 1})
    assert good(program.get(f"/conversations/{conversation}"))["state"] == "solved"
    good(program.post(f"/sweeps/{sweep['id']}/undo"))
    assert good(program.get(f"/conversations/{conversation}"))["state"] == "open"


def _in_an_hour(*, minutes: int = 60) -> str:
    return (now() + timedelta(minutes=minutes)).isoformat()


def test_what_is_named_and_not_there_is_not_left_out_in_silence(program: Program, conversation: UUID) -> None:
    (said,) = program.get(f"/conversations/{conversation}/messages").json()["items"]
    nobodys = "01890a5d-ac96-774b-bcce-b302099a8057"
    forwarding = {"to": "packer@example.in", "text": "Please look.", "attachment_ids": [nobodys]}
    assert program.post(f"/messages/{said['id']}/forward", forwarding).status_code == HTTPStatus.NOT_FOUND
    asking = {"outsider": {"name": "Ravi"}, "text": "Where is it?", "due_at": "2037-06-01T09:00:00Z"}
    for name in ("message_ids", "attachment_ids"):
        asked = program.post(f"/conversations/{conversation}/questions", {**asking, name: [nobodys]})
        assert asked.status_code == HTTPStatus.NOT_FOUND
    assert program.get(f"/conversations/{conversation}/questions").json()["items"] == []
