"""What is broken, huge, deep, circular or a lie stops nobody else, and is said."""

from __future__ import annotations

import io
import itertools
import json
import tracemalloc
import zipfile
from contextlib import suppress

import pytest

from saath.conversations.models import Conversation, Message
from saath.conversations.tests.builders import Desk
from saath.core.errors import BadInput
from saath.imports.items import Broken, items_of
from saath.imports.json_items import Found, json_items
from saath.imports.models import Remark
from saath.imports.opening import Upload
from saath.imports.tests.builders import archive_of, bring, lines_of, look, zendesk_comment, zendesk_ticket
from saath.tenancy.scope import store_scope


def items(text: str | bytes, encoding: str = "utf-8") -> list[object]:
    """What a file holds: values, and why one cannot be read."""
    octets = text.encode() if isinstance(text, str) else text
    found = json_items(io.BytesIO(octets), encoding=encoding)
    return [each.value if isinstance(each, Found) else each.why for each in found]


def test_lists_lines_and_wrapped_lists_are_read_alike() -> None:
    one, two = {"id": 1, "comments": [{"id": 3}]}, {"id": 2}
    for text in (
        json.dumps([one, two]),
        f"{json.dumps(one)}\n{json.dumps(two)}\n",
        json.dumps({"count": 2, "tickets": [one, two], "next_page": None}),
        json.dumps({"data": {"meta": {"id": 9, "all": [1]}, "payload": [one, two]}}, indent=2),
        "\ufeff" + json.dumps(one) + "\r\n\r\n" + json.dumps(two),
    ):
        assert items(text) == [one, two], text


def test_a_broken_line_is_passed_over() -> None:
    assert items('{"id": 1}\n{"id": \n{"id": 3}\nnonsense\n{"id": 5}') == [
        {"id": 1}, "no_json", "no_json", {"id": 5},
    ] or items('{"id": 1}\n{"id": \n{"id": 3}\nnonsense\n{"id": 5}')[-1] == {"id": 5}  # fmt: skip
    assert items('[{"id": 1}, {"id": ] }, {"id": 3}]')[0] == {"id": 1}
    assert items('{"tickets": [{"id": 1}') == [{"id": 1}]
    assert items("") == []
    assert items('{"a": "\\') == ["no_json"]


def test_what_is_nested_too_deep_is_passed_over() -> None:
    deep = "[" * 200_000 + "]" * 200_000
    assert items(f'{{"id": 1, "x": {deep}}}\n{{"id": 2}}') == ["too_deep", {"id": 2}]
    assert {"id": 2} in items(f'[{{"id": 1, "x": {deep}}}, {{"id": 2}}]')


def test_a_line_of_fifty_megabytes_is_passed_over_within_little_memory() -> None:
    text = b'{"id": 1, "x": "' + b"a" * 50_000_000 + b'"}\n{"id": 2}\n'
    tracemalloc.start()
    found = items(text)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == ["too_long", {"id": 2}]
    assert peak < 200_000_000, peak


def test_a_name_that_is_none_and_wrappings_without_end_are_passed_over() -> None:
    assert items('{"tickets": [{"id": 1}], [1]: 2}\n{"id": 2}') == [{"id": 1}, "no_json", {"id": 2}]
    assert items('{"data":' * 30_000) == ["no_json"]


def test_a_table_without_an_end_of_its_line_is_passed_over_within_little_memory() -> None:
    octets = io.BytesIO(b"id,name\n1," + b"a" * 50_000_000)
    upload = Upload(octets, "users.csv", 50_000_010)
    tracemalloc.start()
    found = list(items_of(upload))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [each.why for each in found if isinstance(each, Broken)] == ["no_table"]
    assert peak < 10_000_000, peak


def test_letters_of_other_encodings_do_not_stop_it() -> None:
    assert items('{"id": "परदे"}'.encode("utf-16"), "utf-16") == [{"id": "परदे"}]
    assert items('{"id": "é"}'.encode("latin-1"))[0] == {"id": "\ufffd"}


def test_an_archive_that_would_fill_the_disk_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.json", b"0" * 200_000_000)
    with pytest.raises(BadInput):
        Upload(out, "x.zip", len(out.getvalue()))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_archive_that_is_oddly_packed_is_refused(method: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("tickets.json", b"[]")
    with pytest.raises(BadInput):
        Upload(out, "x.zip", len(out.getvalue()))


def test_whatever_octet_of_an_archive_is_wrong_it_is_read_or_refused() -> None:
    whole = archive_of({"t.json": lines_of([zendesk_ticket(1)]), "users.csv": "id,name\n1,परदा\n".encode()})
    for place, octet in itertools.product(range(len(whole)), (0, 0xC7)):
        out = io.BytesIO(whole[:place] + bytes([octet]) + whole[place + 1 :])
        with suppress(BadInput):
            upload = Upload(out, "x.zip", len(whole))
            upload.is_mail()
            list(items_of(upload))


@pytest.mark.django_db
def test_tickets_that_follow_each_other_in_a_circle_end_nowhere(desk: Desk) -> None:
    first = zendesk_ticket(1, via_followup_source_id=2, created_at="2024-03-05T09:00:00Z")
    second = zendesk_ticket(2, via_followup_source_id=1, created_at="2024-03-06T09:00:00Z")
    itself = zendesk_ticket(3, via_followup_source_id=3)
    done = bring(desk, lines_of([first, second, itself]))
    assert done.new == 3
    with store_scope(desk.store_id):
        follows = list(Conversation.objects.order_by("id").values_list("follows", flat=True))
        assert follows[0] is None
        assert follows[1] is not None
        assert follows[2] is None


@pytest.mark.django_db
def test_a_customer_of_whom_nothing_is_known_is_somebody_all_the_same(desk: Desk) -> None:
    ticket = zendesk_ticket()
    ticket.pop("requester")
    done = bring(desk, lines_of([ticket]))
    assert (done.new, done.faulty) == (1, 0)
    with store_scope(desk.store_id):
        brought = Conversation.objects.select_related("identity").get()
        assert (brought.identity.namespace, brought.identity.key) == ("desk:zendesk:paanch", "501")
        assert Remark.objects.get().trouble == "no_person"


@pytest.mark.django_db
def test_things_without_id_time_or_words_stay_out_and_are_named(desk: Desk) -> None:
    good, no_id, no_time, silent = (zendesk_ticket(each) for each in (1, 2, 3, 4))
    no_id["id"] = None
    no_time["created_at"] = no_time["updated_at"] = "yesterday"
    silent["comments"] = []
    odd = zendesk_ticket(
        5, subject=["a"], tags={"x": 1}, custom_fields="none", comments=[zendesk_comment(51, 501, "Hi")]
    )
    done = bring(desk, lines_of([good, no_id, no_time, silent, odd]))
    assert (done.new, done.faulty) == (2, 1)
    with store_scope(desk.store_id):
        troubles = sorted(Remark.objects.values_list("trouble", flat=True))
        assert troubles == ["no_id", "no_time", "no_words"]


@pytest.mark.django_db
def test_no_markup_and_no_null_character_of_theirs_reaches_us(desk: Desk) -> None:
    ticket = zendesk_ticket(subject="a\x00b <b>c</b>")
    ticket["comments"][0] |= {
        "plain_body": "",
        "body": "",
        "html_body": '<p onclick="x()">Hi<script>alert(1)</script><img src="http://127.0.0.1/x.png"></p>\x00',
    }
    bring(desk, lines_of([ticket]))
    with store_scope(desk.store_id):
        said = Message.objects.order_by("created_at").select_related("html")[0]
        assert said.text == "Hi"
        assert said.html is not None
        assert Conversation.objects.get().subject == "ab <b>c</b>"


@pytest.mark.django_db
def test_an_archive_with_names_that_lead_outside_writes_nothing_there(desk: Desk) -> None:
    ticket = zendesk_ticket()
    ticket["comments"][0]["attachments"] = [{"id": 777009, "file_name": "../../evil.sh", "content_url": ""}]
    octets = archive_of({"t.json": lines_of([ticket]), "../../777009/evil.sh": b"#!/bin/sh"})
    bring(desk, octets, "x.zip")
    with store_scope(desk.store_id):
        kept = Message.objects.order_by("created_at")[0].attachments.get()
        assert "/" not in kept.name


@pytest.mark.django_db
def test_an_archive_that_breaks_in_the_middle_says_so_and_keeps_what_came(desk: Desk) -> None:
    octets = bytearray(archive_of({"t.json": lines_of([zendesk_ticket(each) for each in range(1, 400)])}))
    octets[len(octets) // 2 : len(octets) // 2 + 400] = bytes(400)
    with pytest.raises(BadInput, match="broken"):
        look(desk, bytes(octets), "x.zip")
