"""Saved replies in CSV files."""

from __future__ import annotations

import csv
import io

import pytest

from saath.conversations.tests.builders import Desk
from saath.core.errors import BadInput, Forbidden
from saath.stores.tests.builders import TEST
from saath.writing.actions.importing import import_saved_replies
from saath.writing.csv_files import MOST_ROWS, Row, read_rows, write_rows
from saath.writing.deeds import Assigns, Becomes, Deeds
from saath.writing.models import SavedReply
from saath.writing.queries import Saved, get_saved, list_saved
from saath.writing.tests.builders import save_reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_store")]


def rows(text: str, *, language: str = "en") -> list[Row]:
    return read_rows(text, language=language, is_mine=False)


def bring_in(text: str) -> list[str]:
    return [step.effect for step in import_saved_replies(TEST, rows=rows(text), is_mine=False)]


def versions(saved: Saved) -> dict[str, str]:
    return dict(saved.text.versions) if saved.text else {}


def only() -> Saved:
    return get_saved(TEST, SavedReply.objects.get().public_id)


def test_what_goes_out_comes_back_as_it_was() -> None:
    deeds = Deeds(("refund", "धन्यवाद"), ("new",), Becomes.WITH_CUSTOMER, Assigns.ME)
    texts = {"en": 'Hello "you",\nit left.', "hi": "निकल गया।", "gu-latn": "nikli gayu"}
    save_reply("Left", texts=texts, folder="Delivery/Late", deeds=deeds, language="hi")
    file = "".join(write_rows(list_saved(TEST)))
    SavedReply.objects.all().delete()
    assert bring_in(file) == ["new"]
    saved = only()
    assert versions(saved) == texts
    assert (saved.reply.folder, saved.reply.language, saved.deeds) == ("Delivery/Late", "hi", deeds)
    assert bring_in(file) == ["same"]


@pytest.mark.parametrize(
    "name", ["=1+1", "+91 98", "-x", "@SUM(A1)", "\t=1", "'=quoted", "''=twice", "plain", "'plain"]
)
def test_no_cell_is_a_formula_for_a_spreadsheet(name: str) -> None:
    save_reply(f"Name {name}", name)
    (_heads, cells) = list(csv.reader(io.StringIO("".join(write_rows(list_saved(TEST))))))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    SavedReply.objects.all().delete()
    bring_in("".join(write_rows([])) + ",".join(f'"{cell}"' for cell in cells))
    assert versions(only()) == {"en": name.strip()}


def test_a_name_that_is_used_is_changed_and_not_doubled() -> None:
    save_reply(
        "Left", texts={"en": "It left.", "hi": "निकल गया।"}, folder="Delivery", deeds=Deeds(("parcel",))
    )
    assert bring_in("name,en,gu\nLEFT,It left today.,નીકળી ગયું.\n") == ["changes"]
    saved = only()
    assert versions(saved) == {"en": "It left today.", "hi": "निकल गया।", "gu": "નીકળી ગયું."}
    assert (saved.reply.name, saved.reply.folder, saved.deeds.tags_on) == ("Left", "Delivery", ("parcel",))
    assert saved.text is not None
    assert saved.text.outdated == {"hi"}


def test_lines_of_one_name_in_one_file_are_merged() -> None:
    assert bring_in("title;body;locale\nLeft;It left.;en\nleft;निकल गया।;hi-IN\n") == ["new", "changes"]
    assert versions(only()) == {"en": "It left.", "hi": "निकल गया।"}


def test_a_line_in_trouble_says_why_and_holds_up_nothing() -> None:
    file = "name,en,status\n,No name,\nBad,{{nobody.knows}},\nOdd,x,closed\nGood,It left.,solved\n"
    found = rows(file)
    assert [bool(row.trouble) for row in found] == [True, True, True, False]
    assert [row.number for row in found] == [2, 3, 4, 5]
    assert "nobody.knows" in found[1].trouble
    assert bring_in(file) == ["trouble", "trouble", "trouble", "new"]
    assert only().deeds.becomes is Becomes.SOLVED


@pytest.mark.parametrize(
    "file", ["", "\n\n", "text\nwords\n", "name,en\n" + "a,b\n" * (MOST_ROWS + 1), "name\n" + "x" * 2_100_000]
)
def test_what_is_no_list_of_replies_is_refused(file: str) -> None:
    with pytest.raises(BadInput):
        rows(file)


def test_who_only_answers_brings_in_for_themselves(desk: Desk) -> None:
    read = read_rows("name,en\nLeft,It left.\n", language="en", is_mine=True)
    with pytest.raises(Forbidden):
        import_saved_replies(desk.actor, rows=read, is_mine=False)
    import_saved_replies(desk.actor, rows=read, is_mine=True)
    assert SavedReply.objects.get().owner == desk.member
