"""Files of orders are read as people and platforms in India write them; what is wrong is said, never guessed."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from saath.core.errors import BadInput
from saath.orders.csv_files.columns import Says, guess_columns
from saath.orders.csv_files.faults import Wrong
from saath.orders.csv_files.opening import Endless, rows_of, shape_of
from saath.orders.csv_files.reading import Read, Setting, read_orders
from saath.orders.csv_files.values import DateOrder, amount, count, moment
from saath.orders.data import OrderData
from saath.orders.states import Method, Moved, Paid

INDIA = ZoneInfo("Asia/Kolkata")
TOLD = datetime(2026, 11, 23, tzinfo=UTC)


def read(
    text: str, *, encoding: str = "utf-8", dates: DateOrder = DateOrder.DAY_FIRST, after: int = 0
) -> list[Read]:
    octets = text.encode(encoding)
    shape = shape_of(io.BytesIO(octets))
    setting = Setting(guess_columns(shape.headings), shape.headings, dates, "INR", INDIA, TOLD)
    rows = rows_of(io.BytesIO(octets), encoding=shape.encoding, separator=shape.separator)
    return list(read_orders(rows, setting, after_row=after))


def orders(found: Sequence[Read]) -> list[OrderData]:
    return [each.order for each in found if each.order is not None]


def test_amounts_are_read_as_they_are_written_in_india() -> None:
    said = {
        "1,23,456.50": 12_345_650, "₹ 449": 44_900, "Rs. 449/-": 44_900, "449,50": 44_950, "1.234,56": 123_456,
        "12,34,567": 123_456_700, "₹१,२३४.५०": 123_450, "-45": -4_500, "(45.00)": -4_500, "INR 10": 1_000,
        "": None, "free": None, "1,2,3": None, "12.34.56": None, "1e9": None,
    }  # fmt: skip
    assert {text: amount(text, "INR") for text in said} == said
    assert amount("500", "JPY") == 500
    assert [count(text) for text in ("2", "2.0", "૩", "two", "-1")] == [2, 2, 3, None, None]


def test_dates_are_day_first_unless_the_shop_says_otherwise() -> None:
    def day(text: str, order: DateOrder = DateOrder.DAY_FIRST) -> str:
        found = moment(text, order, INDIA)
        return f"{found.astimezone(INDIA):%Y-%m-%d %H:%M}" if found else ""

    assert day("03/11/2026") == "2026-11-03 12:00"
    assert day("03/11/2026", DateOrder.MONTH_FIRST) == "2026-03-11 12:00"
    assert day("2026-11-20 14:03:22 +0530") == "2026-11-20 14:03"
    assert day("2026-11-20T08:33:22Z") == "2026-11-20 14:03"
    assert day("20-11-26 2:05 PM") == "2026-11-20 14:05"
    assert day("20 Nov 2026") == day("Nov 20, 2026") == day("२०/११/२०२६") == "2026-11-20 12:00"
    assert [day(text) for text in ("20/13/2026", "yesterday", "31/02/2026", "46345")] == ["", "", "", ""]


def test_an_export_of_shopify_is_read_with_its_lines_and_its_parcel() -> None:
    heads = (
        "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Currency,Shipping,Taxes,Total,"
        "Discount Code,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,"
        "Lineitem sku,Shipping Name,Shipping Street,Shipping City,Shipping Zip,Shipping Province,"
        "Shipping Country,Shipping Phone,Payment Method,Id,Cancelled at"
    )
    first = (
        "#1042,sunita@example.in,paid,2026-11-20 09:00:00 +0530,fulfilled,2026-11-21 10:00:00 +0530,INR,50,0,"
        "1547.00,DIWALI,100,2026-11-20 08:59:00 +0530,1,Razai - Double,1497.00,RZ,Sunita Verma,"
        "12 Vijay Nagar,Indore,'452010,MP,IN,98250 12345,Razorpay UPI,5551,"
    )
    second = "#1042,sunita@example.in,,,,,,,,,,,2026-11-20 08:59:00 +0530,1,Pillow,100.00,PL,,,,,,,,,,"
    (order,) = orders(read("\n".join((heads, first, second))))
    assert (order.key, order.number, order.total_minor, order.coupons) == (
        "5551",
        "#1042",
        154_700,
        ("DIWALI",),
    )
    assert [line.title for line in order.lines] == ["Razai - Double", "Pillow"]
    assert order.payments[0].method == Method.UPI
    assert order.payments[0].state == Paid.PAID
    assert (order.address.pincode, order.address.city, order.buyer.name) == (
        "452010",
        "Indore",
        "Sunita Verma",
    )
    assert [scan.state for scan in order.shipments[0].scans] == [Moved.PICKED_UP]


def test_a_list_in_hindi_out_of_an_old_spreadsheet_is_read() -> None:
    text = (
        "ऑर्डर नंबर;तारीख;ग्राहक का नाम;मोबाइल;सामान;मात्रा;दाम;स्थिति\r\nPT-1;२०/११/२०२६;सुनीता;9825012345;"
        "रज़ाई;2;₹ 1,249.50;रद्द\r\n"
    )
    (order,) = orders(read(text, encoding="utf-16"))
    assert (order.total_minor, order.buyer.name, order.cancelled_at is not None) == (249_900, "सुनीता", True)
    windows = "Order No\tDate\tCustomer\tTotal\nPT-2\t20/11/2026\tRenée\t449\n"
    assert orders(read(windows, encoding="cp1252"))[0].buyer.name == "Renée"


def test_what_is_wrong_is_told_by_row_and_column_and_leaves_its_order_out() -> None:
    text = (
        "Order No,Date,Item,Qty,Price\n1,20/11/2026,A,1,10\n2,45/11/2026,B,1,10\n3,20/11/2026,C,two,ten\n,"
        "20/11/2026,D,1,5\n1,20/11/2026,E,1,5\n"
    )
    found = read(text)
    assert [order.number for order in orders(found)] == ["1"]
    faults = [(fault.row, fault.column, fault.wrong) for each in found for fault in each.faults]
    assert faults == [
        (3, "Date", Wrong.BAD_DATE),
        (4, "Qty", Wrong.BAD_COUNT),
        (4, "Price", Wrong.BAD_AMOUNT),
        (5, "Order No", Wrong.NO_NUMBER),
        (6, "Order No", Wrong.APART),
    ]
    assert [each.last_row for each in read(text, after=4)] == [5, 6]


def test_headings_of_other_platforms_are_known() -> None:
    woo = [
        "Order Number",
        "Order Status",
        "Order Date",
        "First Name (Billing)",
        "Last Name (Billing)",
        "Email (Billing)",
        "Phone (Billing)",
        "Postcode (Shipping)",
        "Order Total Amount",
        "Item Name",
        "Quantity",
        "Item Cost",
        "Payment Method Title",
    ]
    known = guess_columns(woo)
    assert [
        known[says] for says in (Says.NUMBER, Says.PLACED, Says.NAME, Says.PINCODE, Says.TOTAL, Says.PRICE)
    ] == [0, 2, 3, 7, 8, 11]
    gujarati = guess_columns(["ઓર્ડર નંબર", "તારીખ", "ગ્રાહકનું નામ", "કુલ", "પિનકોડ"])
    assert sorted(gujarati) == ["name", "number", "pincode", "placed", "total"]


def test_what_is_no_table_is_refused() -> None:
    for octets in (b"", b"\x89PNG\r\n\x1a\n\0\0\0", b"just words\n"):
        with pytest.raises(BadInput):
            shape_of(io.BytesIO(octets))


def test_cells_that_nobody_wrote_are_faults_and_cost_nothing() -> None:
    assert amount("1" + " " * 19_000 + "1", "INR") is None
    assert count("1" * 5_000) is None
    (huge,) = read("Order number,Date,Item name,Quantity,Price\n1,2026-11-20,A,1000000,9999999999999\n")
    assert [fault.wrong for fault in huge.faults] == [Wrong.BAD_AMOUNT]
    late = io.BytesIO(b"Order number,Name\n1,Su\0nita\n")
    assert [row for _number, row in rows_of(late, encoding="utf-8", separator=",")] == [["1", "Sunita"]]


def test_a_file_whose_rows_are_all_of_one_order_is_not_held_at_once() -> None:
    def read_rows(number: str) -> list[Read]:
        setting = Setting({Says.NUMBER: 0}, ("a", "b"), DateOrder.DAY_FIRST, "INR", INDIA, TOLD)
        return list(read_orders(((row, [number, ""]) for row in range(2, 4_503)), setting))

    assert {each.rows for each in read_rows("")} == {1}
    pieces = read_rows("7")
    assert [each.rows for each in pieces] == [2_000, 2_000, 501]
    assert all(Wrong.APART in {fault.wrong for fault in each.faults} for each in pieces)


def test_a_file_that_says_nothing_of_the_money_leaves_it_unknown() -> None:
    heads = "Order,Date,Total,Name"
    (order,) = orders(read(f"{heads}\nA-1,20/11/2026,499,Sunita"))
    assert order.payments == ()
    assert order.is_confirmed
    (told,) = orders(read(f"{heads},Payment Method\nA-1,20/11/2026,499,Sunita,COD"))
    assert [(each.method, each.state) for each in told.payments] == [(Method.COD, Paid.PENDING)]


@pytest.mark.parametrize("unit", [b"x", b"a,", b'"a",', b'"\n",'])
def test_a_line_of_fifty_megabytes_is_refused_before_it_is_in_memory(unit: bytes, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_bytes(b"Order No,Date\nPT-1,20/11/2026\n" + unit * (50_000_000 // len(unit)))
    tracemalloc.start()
    try:
        with file.open("rb") as stream:
            assert shape_of(stream).headings == ("Order No", "Date")
            stream.seek(0)
            with pytest.raises(Endless) as refused:
                list(rows_of(stream, encoding="utf-8", separator=","))
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()
    assert refused.value.row == 3
