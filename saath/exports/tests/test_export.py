"""An export holds all of one shop, says what it holds, and is there for its owner alone."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from examples.read_export.orders import orders_in
from saath.conversations.models import Message
from saath.conversations.tests.builders import Desk
from saath.core.clock import now
from saath.core.errors import Conflict, Forbidden
from saath.customers.models import Customer
from saath.exports.actions.export import fetch_export, run_export
from saath.exports.catalogue import KINDS
from saath.exports.jobs import forget_exports
from saath.exports.manifest import MANIFEST, Manifest
from saath.exports.models import ExportRun
from saath.exports.tests.builders import lines_in, make_export, opened
from saath.files import storage
from saath.files.models import StoredFile
from saath.operations.tests.filled import SECRET
from saath.orders.models import Order
from saath.tenancy.actor import Actor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.wide]

IS = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None)}


def fits(value: Any, schema: dict[str, Any]) -> bool:
    """Tell whether a value is what a schema says, as far as ours say anything."""
    types = schema.get("type")
    if types is None:
        return True
    types = [types] if isinstance(types, str) else types
    is_right = any(isinstance(value, IS[each]) for each in types)  # type: ignore[arg-type]
    is_short = not isinstance(value, str) or len(value) <= schema.get("maxLength", len(value))
    is_known = "enum" not in schema or value in schema["enum"]
    is_shaped = not isinstance(value, str) or bool(re.search(schema.get("pattern", ""), value))
    return is_right and is_short and is_known and is_shaped


def test_every_kind_is_there_with_lines_of_its_schema(desk: Desk, owner: Actor) -> None:
    archive = opened(make_export(owner))
    assert archive.testzip() is None
    for kind in KINDS:
        schema = json.loads(archive.read(f"schema/{kind.name}.json"))
        lines = lines_in(archive, kind.name)
        assert lines, kind.name
        for line in lines:
            assert sorted(line) == schema["required"] == sorted(schema["properties"])
            wrong = [name for name, value in line.items() if not fits(value, schema["properties"][name])]
            assert not wrong, (kind.name, {name: line[name] for name in wrong})


def test_the_manifest_counts_and_hashes_what_is_there(desk: Desk, owner: Actor) -> None:
    run = make_export(owner)
    archive = opened(run)
    manifest = Manifest.from_json(archive.read(MANIFEST))
    for part in (*manifest.data, *manifest.sheets):
        assert hashlib.sha256(archive.read(part.file)).hexdigest() == part.sha256
    assert [part.lines for part in manifest.data] == [len(lines_in(archive, kind.name)) for kind in KINDS]
    files = [name for name in archive.namelist() if name.startswith("files/")]
    assert len(files) == manifest.files == run.files >= 2
    assert all(name == f"files/{hashlib.sha256(archive.read(name)).hexdigest()}" for name in files)
    assert {line["sha256"] for line in lines_in(archive, "files")} == {name[6:] for name in files}
    assert run.lines == manifest.lines


def test_no_secret_no_password_and_no_other_shop_is_in_it(desk: Desk, owner: Actor) -> None:
    archive = opened(make_export(owner))
    content = b"".join(archive.read(name) for name in archive.namelist())
    assert SECRET.encode() not in content
    assert desk.member.person.password.encode() not in content
    assert b"jhoola" not in content


def test_references_lead_to_lines_of_the_same_export(desk: Desk, owner: Actor) -> None:
    archive = opened(make_export(owner))
    ids = {kind.model: {line.get("id") for line in lines_in(archive, kind.name)} for kind in KINDS}
    for kind in KINDS:
        for name, points in kind.references.items():
            named = {line[name.removesuffix("_id")] for line in lines_in(archive, kind.name)} - {None}
            assert named <= ids[points.to], (kind.name, name)


def test_a_sheet_has_names_amounts_and_no_formulas(desk: Desk, owner: Actor) -> None:
    Customer.objects.create(name="=1+1", reference="C-FORMULA")
    archive = opened(make_export(owner))
    sheets = {}
    for name in ("customers", "orders", "order_lines", "products", "conversations", "messages"):
        text = archive.read(f"sheets/{name}.csv").decode("utf-8-sig")
        sheets[name] = list(csv.DictReader(io.StringIO(text)))
        assert sheets[name]
    assert "'=1+1" in [row["name"] for row in sheets["customers"]]
    assert sheets["orders"][0]["total"].count(".") == 1
    assert len(sheets["messages"]) == Message.objects.count()


def test_what_waits_to_leave_is_told_as_unknown(desk: Desk, owner: Actor) -> None:
    archive = opened(make_export(owner))
    assert not {line["state"] for line in lines_in(archive, "deliveries")} & {"held", "queued", "sending"}


def test_only_an_owner_makes_and_fetches_one(desk: Desk, owner: Actor) -> None:
    run = make_export(owner)
    with pytest.raises(Forbidden):
        run_export(desk.actor)
    with pytest.raises(Forbidden):
        fetch_export(desk.actor, run)
    assert "/f/" in fetch_export(owner, run)


def test_one_is_made_at_a_time(desk: Desk, owner: Actor) -> None:
    run_export(owner)
    with pytest.raises(Conflict):
        run_export(owner)


def test_a_file_that_is_lost_is_named_in_the_manifest(desk: Desk, owner: Actor) -> None:
    lost = StoredFile.objects.exclude(kind=StoredFile.Kind.EXPORT).values_list("sha256", flat=True)[0]
    assert storage.remove_if_older(lost, than=now() + timedelta(days=1))
    archive = opened(make_export(owner))
    assert lost in Manifest.from_json(archive.read(MANIFEST)).lost
    assert f"files/{lost}" not in archive.namelist()


def test_its_file_goes_after_seven_days(desk: Desk, owner: Actor) -> None:
    run = make_export(owner)
    with time_machine.travel(now() + timedelta(days=6)):
        forget_exports.func()
    run.refresh_from_db()
    assert run.file is not None
    with time_machine.travel(now() + timedelta(days=7, minutes=1)):
        forget_exports.func()
    assert ExportRun.objects.get(pk=run.pk).state == ExportRun.State.GONE


def test_the_example_of_the_documents_reads_it(desk: Desk, owner: Actor, tmp_path: Path) -> None:
    run = make_export(owner)
    assert run.file is not None
    with storage.open_bytes(run.file.sha256) as file:
        (tmp_path / "export.zip").write_bytes(file.read())
    told = list(orders_in(str(tmp_path / "export.zip")))
    assert len(told) == Order.objects.count()
    assert all(line.endswith(" INR") for line in told)
