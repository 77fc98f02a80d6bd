"""A file of orders is looked at, checked, mended and brought in; who brings it again doubles nothing."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from saath.conversations.tests.builders import Desk, work
from saath.orders.bringing import running
from saath.orders.csv_files.columns import Says
from saath.orders.models import Order, OrderImport
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
HEADS = "Order No,Date,Customer,Mobile,Item,Qty,Price,Pincode\n"
GOOD = (
    'PT-1,20/11/2026,Kajal,98250 00001,Razai,1,"1,23,456.50",395007\n'
    "PT-1,20/11/2026,Kajal,98250 00001,Pillow,2,₹ 449,395007\n"
)
FAULTY = "PT-2,45/11/2026,Lata,98250 00002,Razai,1,1499,395007\n=cmd,20/11/2026,Mina,98250 00003,Razai,1,=1+1,395007\n"
MENDED = FAULTY.replace("45/11", "21/11").replace("=1+1", "999").replace("=cmd", "PT-3")


@pytest.fixture
def manager(desk: Desk) -> Client:
    return browser_of(make_colleague(desk.shop, "lead@example.in", role=Role.MANAGER), desk.shop)


def bring(manager: Client, text: str) -> str:
    """Choose a file and have it checked as its columns are guessed, and return its page."""
    upload = SimpleUploadedFile("orders.csv", text.encode())
    begun = manager.post(reverse("desk:bring_orders"), {"file": upload})
    assert begun.status_code == 302, begun.content.decode()
    address = str(begun["Location"])
    shown = manager.get(address)
    columns = {f"column-{each.says}": each.place for each in shown.context["columns"].read}
    assert manager.post(f"{address}check/", {**columns, "dates": "dmy", "currency": "INR"}).status_code == 302
    work()
    return address


def test_a_file_with_two_faults_is_checked_mended_and_brought_in_once(desk: Desk, manager: Client) -> None:
    address = bring(manager, HEADS + GOOD + FAULTY)
    shown = manager.get(address).content.decode()
    assert "1 order can come in" in shown
    assert "2 faults" in shown
    assert "This is no date" in shown
    report = b"".join(manager.get(f"{address}report/")).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(report)))
    assert [row[:3] for row in rows[1:]] == [["4", "Date", "45/11/2026"], ["5", "Price", "'=1+1"]]
    with store_scope(desk.store_id):
        assert not Order.objects.exists()
    manager.post(f"{address}in/")
    work()
    assert "1 order is in" in manager.get(address).content.decode()
    again = bring(manager, HEADS + GOOD + MENDED)
    manager.post(f"{again}in/")
    work()
    with store_scope(desk.store_id):
        kept = OrderImport.objects.latest("pk")
        assert (kept.new, kept.changed, kept.same, kept.faulty) == (2, 0, 1, 0)
        first = Order.objects.get(number="PT-1")
        assert (first.total_minor, first.pieces, first.customer.name) == (12_345_650 + 89_800, 3, "Kajal")
    assert "PT-3" in manager.get(reverse("desk:orders")).content.decode()


def test_a_column_that_nobody_guessed_is_asked_about_and_read_as_it_is_said(
    desk: Desk, manager: Client
) -> None:
    upload = SimpleUploadedFile(
        "orders.csv", b"Order No,Bought,Wrapped in,Thing\nPT-1,20/11/2026,Red,Razai\n"
    )
    address = str(manager.post(reverse("desk:bring_orders"), {"file": upload})["Location"])
    columns = manager.get(address).context["columns"]
    assert [each.says for each in columns.read] == ["number"]
    assert columns.missing == ["placed"]
    assert [each.heading for each in columns.left] == ["Bought", "Wrapped in", "Thing"]
    assert len(columns.read) + len(columns.missing) + len(columns.free) == len(Says)
    said = {"column-number": 0, "dates": "dmy", "currency": "INR", "left-3": "title", "left-2": "nonsense"}
    refused = manager.post(f"{address}check/", said)
    assert refused.status_code == 422
    assert [each.says for each in refused.context["columns"].read] == ["number", "title"]
    assert manager.post(f"{address}check/", {**said, "column-placed": 1}).status_code == 302
    with store_scope(desk.store_id):
        assert OrderImport.objects.get().columns == {"number": 0, "placed": 1, "title": 3}


def test_a_run_that_was_stopped_goes_on_behind_what_is_in(
    desk: Desk, manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "BATCH", 1)
    monkeypatch.setattr(running, "MOST_SECONDS", -1)
    address = bring(manager, HEADS + GOOD + MENDED)
    manager.post(f"{address}in/")
    work()
    with store_scope(desk.store_id):
        kept = OrderImport.objects.get()
        assert (kept.state, kept.orders, kept.rows, kept.done_to) == ("done", 3, 4, 5)
        assert Order.objects.count() == 3


def test_only_who_leads_brings_orders_and_what_is_no_table_is_said(desk: Desk, manager: Client) -> None:
    picture = SimpleUploadedFile("a.csv", b"\x89PNG\r\n\0\0\0")
    refused = manager.post(reverse("desk:bring_orders"), {"file": picture})
    assert refused.status_code == 422
    assert "This is no table with headings" in refused.content.decode()
    colleague = browser_of(make_colleague(desk.shop, "plain@example.in"), desk.shop)
    assert colleague.get(reverse("desk:bring_orders")).status_code == 403


@pytest.mark.parametrize("end", ['PT-9,20/11/2026,"' + "x" * 30_000, "PT-9," * 100_000, '"\n",' * 100_000])
def test_a_row_without_an_end_is_named_and_what_stands_above_it_is_read(
    desk: Desk, manager: Client, end: str
) -> None:
    address = bring(manager, HEADS + GOOD + MENDED + end)
    shown = manager.get(address).content.decode()
    assert "The file could not be read to its end" in shown
    assert "The row has no end" in shown
    with store_scope(desk.store_id):
        kept = OrderImport.objects.get()
        assert (kept.state, kept.orders, kept.faults.get().row) == ("failed", 2, 6)
