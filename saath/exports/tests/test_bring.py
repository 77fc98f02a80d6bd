"""What comes in is looked through first; what is not as it should be is refused in words, with nothing half in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core import mail
from django.test import Client

from saath.conversations.models import Conversation, Message
from saath.conversations.tests.builders import Desk, work
from saath.core.errors import Conflict, Forbidden
from saath.customers.models import Customer
from saath.exports.actions.bring import begin_shop_import
from saath.exports.catalogue import KINDS
from saath.exports.emptiness import is_empty
from saath.exports.errors import Refusal
from saath.exports.manifest import MANIFEST
from saath.exports.models import ShopImport
from saath.exports.tests.builders import bring, data_of, make_export, new_shop, octets_of
from saath.files import storage
from saath.jobs.models import Job, JobState
from saath.search.index import find
from saath.stores.actions.invitations import invite_member
from saath.stores.links import new_secret
from saath.stores.models import Member
from saath.stores.rules import Role
from saath.tenancy.actor import Actor
from saath.tenancy.scope import current_store_id
from saath.timeline.models import Event

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.wide]
State = ShopImport.State
Change = Callable[[dict[str, bytes]], object]


@pytest.fixture
def home(left: bytes) -> Iterator[Actor]:
    """The owner of an empty shop, in scope."""
    with new_shop() as owner:
        yield owner


def changed(archive: bytes, change: Change, *, keeps_sums: bool = False) -> bytes:
    """Return an export in which something is another, with the manifest made to fit unless `keeps_sums`."""
    with ZipFile(BytesIO(archive)) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    change(parts)
    said = parts.get(MANIFEST, b"")
    if not keeps_sums and said.startswith(b"{"):
        manifest = json.loads(said)
        for part in manifest["data"]:
            octets = parts.get(part["file"], b"")
            part |= {"sha256": hashlib.sha256(octets).hexdigest(), "lines": octets.count(b"\n")}
        parts[MANIFEST] = json.dumps(manifest).encode()
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as after:
        for name, octets in parts.items():
            after.writestr(name, octets)
    return target.getvalue()


def in_line(kind: str, **values: Any) -> Change:
    """Change values of the first line of a kind."""

    def change(parts: dict[str, bytes]) -> None:
        first, *others = parts[f"data/{kind}.jsonl"].splitlines(keepends=True)
        line = json.dumps(json.loads(first) | values).encode() + b"\n"
        parts[f"data/{kind}.jsonl"] = b"".join([line, *others])

    return change


def twice(kind: str, **values: Any) -> Change:
    """Let the first line of a kind come twice, with other values."""

    def change(parts: dict[str, bytes]) -> None:
        lines = parts[f"data/{kind}.jsonl"]
        line = json.loads(lines.splitlines()[0]) | values
        parts[f"data/{kind}.jsonl"] = lines + json.dumps(line).encode() + b"\n"

    return change


def with_member(name: str, octets: bytes) -> Change:
    """Add a part."""
    return lambda parts: parts.update({name: octets})


def a_file(parts: dict[str, bytes]) -> None:
    """Change the bytes of a file."""
    name = next(name for name in parts if name.startswith("files/"))
    parts[name] = parts[name][:-1] + b"?"


def lost(**values: Any) -> Change:
    """Let the first file be one whose bytes are lost, with other values."""

    def change(parts: dict[str, bytes]) -> None:
        in_line("files", **values)(parts)
        line = json.loads(parts["data/files.jsonl"].splitlines()[0])
        parts[MANIFEST] = json.dumps(json.loads(parts[MANIFEST]) | {"lost": [line["sha256"]]}).encode()

    return change


def modest(parts: dict[str, bytes]) -> None:
    """Let the export say that its files take no room."""
    parts[MANIFEST] = json.dumps(json.loads(parts[MANIFEST]) | {"file_bytes": 0}).encode()


def newer(parts: dict[str, bytes]) -> None:
    """Let the export be of a format that is not known yet."""
    parts[MANIFEST] = json.dumps(json.loads(parts[MANIFEST]) | {"version": 2}).encode()


NOBODY = "01a20756-0000-7000-8000-000000000000"
HOSTILE: dict[str, tuple[Change, Refusal]] = {
    "a way out of the folder": (with_member("../../etc/cron.d/x", b"x"), Refusal.STRANGE),
    "a kind that nobody knows": (with_member("data/../x.jsonl", b"x"), Refusal.STRANGE),
    "a program": (with_member("files/run.sh", b"x"), Refusal.STRANGE),
    "a bomb": (with_member("data/bomb.jsonl", b"0" * 100_000_000), Refusal.BOMB),
    "a bomb in the manifest": (lambda parts: parts.update({MANIFEST: b" " * 80_000_000}), Refusal.BOMB),
    "another format": (newer, Refusal.FORMAT),
    "no manifest": (lambda parts: parts.pop(MANIFEST), Refusal.NO_EXPORT),
    "a manifest of nothing": (with_member(MANIFEST, b"[]"), Refusal.NO_EXPORT),
    "changed bytes": (a_file, Refusal.PART),
    "a file that is not there": (
        lambda parts: [parts.pop(name) for name in list(parts) if name.startswith("files/")],
        Refusal.PART,
    ),
    "a lost file that leads out of the folder": (lost(sha256="../../saath.sqlite3"), Refusal.LINE),
    "a lost file that frees room": (lost(size=-(10**15)), Refusal.LINE),
    "files that take more than is said": (modest, Refusal.PART),
    "a zone that there is not": (in_line("shop", time_zone="Moon/Sea"), Refusal.LINE),
    "a message of nobody": (in_line("messages", conversation=NOBODY), Refusal.NOWHERE),
    "a merge into nothing": (in_line("customers", merged_into=NOBODY), Refusal.NOWHERE),
    "the same twice": (twice("customers"), Refusal.TWICE),
    "the same reference twice": (twice("customers", id=NOBODY), Refusal.TAKEN),
    "a column too many": (in_line("customers", password="x"), Refusal.LINE),
    "another kind of value": (in_line("orders", total_minor="much"), Refusal.LINE),
    "a number beyond numbers": (in_line("orders", total_minor=2**70), Refusal.LINE),
    "a state that there is not": (in_line("conversations", state="sold"), Refusal.LINE),
    "a text too long": (in_line("customers", name="x" * 5_000), Refusal.LINE),
    "a null character": (in_line("messages", text="a\x00b"), Refusal.LINE),
    "half a sign": (in_line("messages", text="\ud800"), Refusal.LINE),
    "no object": (lambda parts: parts.update({"data/tags.jsonl": b"[1]\n"}), Refusal.LINE),
    "endless brackets": (
        lambda parts: parts.update({"data/tags.jsonl": b"[" * 200_000 + b"\n"}),
        Refusal.LINE,
    ),
    "no address": (in_line("members", email="nobody"), Refusal.TAKEN),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_does_not_belong_is_refused_and_nothing_is_half_in(left: bytes, home: Actor, what: str) -> None:
    change, refusal = HOSTILE[what]
    bringing = bring(home, changed(left, change))
    assert (bringing.state, bringing.refusal) == (State.FAILED, refusal), bringing.where
    assert is_empty()
    assert bringing.file is None


def test_a_part_that_is_not_what_was_written_is_refused(left: bytes, home: Actor) -> None:
    bringing = bring(home, changed(left, in_line("customers", name="Other"), keeps_sums=True))
    assert (bringing.state, bringing.refusal, bringing.where) == (
        State.FAILED,
        Refusal.PART,
        "data/customers.jsonl",
    )
    bringing = bring(home, left[: len(left) // 2])
    assert bringing.refusal == Refusal.NO_EXPORT


def test_a_preview_counts_and_keeps_nothing(left: bytes, home: Actor) -> None:
    saved = storage.save(BytesIO(left), max_bytes=len(left))
    bringing = begin_shop_import(home, sha256=saved.sha256, saved=saved)
    work()
    bringing.refresh_from_db()
    assert bringing.state == State.CHECKED
    assert bringing.counts["customers"] == 3
    assert bringing.shop == "Paanch Takiye"
    assert is_empty()


def test_nobody_is_told_and_nothing_starts(left: bytes, home: Actor) -> None:
    work()
    mail.outbox.clear()
    jobs = Job.objects.latest("pk").pk
    bring(home, left)
    assert mail.outbox == []
    told = set(Job.objects.filter(pk__gt=jobs).values_list("task", flat=True))
    assert not {name for name in told if "exports" not in name and "search" not in name}
    assert not Job.objects.exclude(state=JobState.DONE).exists()
    assert not Event.objects.filter(
        kind__startswith="message.", created_at__gt=ShopImport.objects.get().created_at
    )


def test_it_is_found_and_search_knows_it(left: bytes, home: Actor) -> None:
    bring(home, left)
    work()
    assert find(current_store_id(), "aayega").conversation_ids
    assert Conversation.objects.count() == 3


def test_colleagues_come_as_names_until_they_are_invited(left: bytes, home: Actor) -> None:
    bring(home, left)
    members = {member.person.email: member for member in Member.objects.select_related("person")}
    assert len(members) == 3
    meera = members["meera@paanch-takiye.test"]
    assert not meera.is_active
    assert not meera.person.has_usable_password()
    assert members["owner@paanch.test"].is_active
    assert Message.objects.filter(author=meera).exists()


def test_who_is_invited_again_has_their_history(left: bytes, home: Actor) -> None:
    bring(home, left)
    meera = Member.objects.get(person__email="meera@paanch-takiye.test")
    invitation = invite_member(home, email="Meera@paanch-takiye.test", role=Role.MEMBER)
    joining = Client(headers={"host": "new-home.test"})
    link = f"/join/{new_secret(invitation.public_id, invitation.sent_at)}/"
    form = {"name": "Meera Joshi", "password": "five cushions on a swing", "language": "hi"}
    assert joining.post(link, form).status_code == 302
    meera.refresh_from_db()
    assert meera.is_active
    assert meera.person.has_usable_password()
    assert Message.objects.filter(author=meera).exists()


def test_the_same_export_comes_in_once(left: bytes, home: Actor) -> None:
    bring(home, left)
    with pytest.raises(Conflict, match="already"):
        bring(home, left)
    assert Customer.objects.count() == 3


def test_a_shop_in_use_takes_none(left: bytes, home: Actor) -> None:
    Customer.objects.create(name="Here", reference="C-1")
    with pytest.raises(Conflict, match="not empty"):
        bring(home, left)


def test_only_an_owner_brings_one(left: bytes, home: Actor) -> None:
    member = Member.objects.get()
    with pytest.raises(Forbidden):
        begin_shop_import(Actor(kind="member", label="x", store_id=member.store_id), sha256="x")


def test_a_shop_that_is_still_in_another_one_is_refused(desk: Desk, owner: Actor) -> None:
    octets = octets_of(make_export(owner))
    with new_shop("somebody@home.test") as home:
        bringing = bring(home, octets)
        assert (bringing.state, bringing.refusal) == (State.FAILED, Refusal.TAKEN)
        assert is_empty()
    assert Customer.objects.count() == 3


def test_kinds_that_an_older_release_had_not_may_be_missing(left: bytes, home: Actor) -> None:
    def older(parts: dict[str, bytes]) -> None:
        del parts["data/ratings.jsonl"]
        manifest = json.loads(parts[MANIFEST])
        manifest["data"] = [part for part in manifest["data"] if "ratings" not in part["file"]]
        parts[MANIFEST] = json.dumps(manifest).encode()
        lines = [json.loads(line) for line in parts["data/customers.jsonl"].splitlines()]
        parts["data/customers.jsonl"] = b"".join(
            json.dumps({name: value for name, value in line.items() if name != "needs"}).encode() + b"\n"
            for line in lines
        )

    assert bring(home, changed(left, older)).state == State.DONE
    again = data_of(octets_of(make_export(home)))
    assert again["data/ratings.jsonl"] == []
    assert len(KINDS) == len([name for name in again if name.startswith("data/")])
