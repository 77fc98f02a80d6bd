"""The pages of saved replies, for who leads, who answers, who reads, and who is not here."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from saath.accounts.models import Person
from saath.conversations.tests.builders import Desk
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope
from saath.writing.models import SavedReply
from saath.writing.queries import get_saved
from saath.writing.tests.builders import save_reply

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
LIST, NEW, IMPORT = "/answers/", "/answers/new/", "/answers/import/"


@pytest.fixture
def shared(desk: Desk) -> SavedReply:
    with store_scope(desk.store_id):
        texts = {"en": "Dear {{customer.name|there}}, it left.", "hi": "निकल गया।"}
        return save_reply("Parcel left", texts=texts, folder="Delivery/Late")


def form(**changes: Any) -> dict[str, Any]:
    entered = {"name": "Refund sent", "folder": "Refunds", "language": "en", "text_en": "The refund left."}
    return {**entered, **changes}


def edit(saved: SavedReply) -> str:
    return reverse("writing:edit", args=[saved.public_id])


def test_the_list_has_folders_figures_and_a_search_in_any_script(owner: Client, shared: SavedReply) -> None:
    page = owner.get(LIST).content.decode()
    for words in (
        "1 saved reply",
        "Parcel left",
        "Delivery",
        "Late",
        "Dear Sunita, it left.",
        "not used yet",
    ):
        assert words in page
    assert "Parcel left" in owner.get(LIST, {"q": "पार्सल"}).content.decode()
    assert "No saved reply has" in owner.get(LIST, {"q": "refund"}).content.decode()


def test_the_list_quotes_a_reply_in_the_language_of_its_reader(owner: Client, shared: SavedReply) -> None:
    Person.objects.filter(email="rukmini@example.com").update(language="hi")
    assert '<small class="dim block cut" lang="hi">निकल गया।</small>' in owner.get(LIST).text


def test_a_reply_is_written_changed_taken_away_and_brought_back(owner: Client, desk: Desk) -> None:
    assert (
        owner.post(NEW, form(text_hi="पैसे भेज दिए।", tags_on="refund, money", becomes="solved")).status_code
        == 302
    )
    with store_scope(desk.store_id):
        saved = SavedReply.objects.get()
        assert saved.tags_on == ["refund", "money"]
    assert owner.post(edit(saved), form(text_hi="पैसे भेज दिए।", text_en="New", version=1)).status_code == 302
    page = owner.get(edit(saved)).content.decode()
    assert "out of date" in page
    owner.post(edit(saved), form(text_hi="पैसे भेज दिए।", text_en="New", fits_hi="on", version=2))
    assert "out of date" not in owner.get(edit(saved)).content.decode()
    taken = owner.post(reverse("writing:remove", args=[saved.public_id]))
    assert "Taken away" in owner.get(taken["Location"]).content.decode()
    assert owner.get(edit(saved)).status_code == 404
    owner.post(reverse("writing:restore", args=[saved.public_id]))
    assert owner.get(edit(saved)).status_code == 200


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "This field is required"),
        ({"text_en": "{{shoe.size}}"}, "There is no such value: {{shoe.size}}."),
        ({"folder": "a/b/c"}, "A folder has at most one folder in it"),
        ({"text_en": ""}, "Write the words, or choose what is done."),
        ({"name": "Parcel LEFT"}, "There is a saved reply of this name already."),
        ({"assigns": "x"}, "x"),
    ],
)
def test_what_cannot_be_kept_stays_in_the_form_with_the_reason(
    owner: Client, shared: SavedReply, changes: dict[str, Any], words: str
) -> None:
    response = owner.post(NEW, form(**changes))
    assert response.status_code == 422
    assert words in response.content.decode()


def test_a_change_over_somebody_elses_is_not_kept_and_not_lost(
    owner: Client, desk: Desk, shared: SavedReply
) -> None:
    first = form(name="Parcel left", text_en="Mine", version=1)
    assert owner.post(edit(shared), first).status_code == 302
    late = owner.post(edit(shared), {**first, "text_en": "Theirs"})
    assert late.status_code == 422
    assert "Theirs</textarea>" in late.content.decode()
    with store_scope(desk.store_id):
        text = get_saved(TEST, shared.public_id).text
        assert text is not None
        assert text.versions["en"] == "Mine"


def test_a_preview_shows_every_version_as_a_customer_reads_it(owner: Client, desk: Desk) -> None:
    texts = {"text_en": "Dear {{customer.name|there}}", "text_hi": "{{customer.name|जी}}", "preview": "1"}
    page = owner.post(NEW, form(**texts)).content.decode()
    assert "Dear Sunita</p>" in page
    assert "सुनीता जी</p>" in page
    with store_scope(desk.store_id):
        assert not SavedReply.objects.exists()


def test_a_colleague_reads_everybodys_and_writes_their_own(
    colleague: Client, desk: Desk, shared: SavedReply
) -> None:
    page = colleague.get(edit(shared)).content.decode()
    assert "Your role does not allow" in page
    assert "<textarea" not in page
    assert colleague.post(edit(shared), form()).status_code == 200
    assert colleague.post(reverse("writing:remove", args=[shared.public_id])).status_code == 403
    assert colleague.post(NEW, form()).status_code == 302
    with store_scope(desk.store_id):
        assert SavedReply.objects.get(name="Refund sent").owner == desk.member
        assert SavedReply.objects.get(pk=shared.pk).name == "Parcel left"


def test_a_reader_reads_and_an_outsider_does_not(
    reader: Client, outsider: Client, shared: SavedReply
) -> None:
    assert reader.get(LIST).status_code == 200
    assert "New reply" not in reader.get(LIST).content.decode()
    assert reader.get(NEW).status_code == 403
    assert reader.get(IMPORT).status_code == 403
    assert {outsider.get(path).status_code for path in (LIST, NEW, IMPORT, edit(shared))} == {302}


def test_a_file_is_looked_at_before_it_is_kept(owner: Client, desk: Desk, shared: SavedReply) -> None:
    words = "name,en,hi\nParcel left,It has left.,\nRefund,Money,पैसे\n,x,\n".encode()
    page = owner.post(IMPORT, {"file": SimpleUploadedFile("a.csv", words)}).content.decode()
    for said in ("1 new reply", "1 changed", "1 line cannot come in", "Nothing is kept yet."):
        assert said in page
    with store_scope(desk.store_id):
        assert SavedReply.objects.count() == 1
    assert owner.post(IMPORT, {"text": words.decode(), "keep": "1"}).status_code == 302
    with store_scope(desk.store_id):
        assert SavedReply.objects.count() == 2


def test_a_file_is_asked_for_and_its_words_need_none(owner: Client) -> None:
    asked = owner.get(IMPORT).content.decode()
    assert "(optional)" not in asked.split('name="file"')[0].rsplit("<label", 1)[-1]
    assert owner.post(IMPORT, {"keep": "1"}).status_code == 422
    assert owner.post(IMPORT, {"text": "name,en\nParcel left,It has left.\n", "keep": "1"}).status_code == 302


@pytest.mark.parametrize("file", [b"\xff\xfe\x00", b"", b"words"])
def test_a_file_that_is_none_says_so(owner: Client, file: bytes) -> None:
    response = owner.post(IMPORT, {"file": SimpleUploadedFile("a.csv", file)})
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()


def test_everything_goes_out_as_a_file(owner: Client, shared: SavedReply) -> None:
    response = owner.get(reverse("writing:export"))
    file = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert file.startswith("\ufeffname,folder,language,en,hi,gu")
    assert "Parcel left,Delivery/Late,en" in file
