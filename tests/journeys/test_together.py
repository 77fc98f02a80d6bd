"""Two colleagues in two browsers at one conversation: they see each other, and neither takes anything from the other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.installation import Installation
from tests.journeys.axe import violations
from tests.journeys.customer import Customer
from tests.journeys.desk import Desk
from tests.journeys.joining import join

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def joined() -> dict[str, object]:
    """Hold the cookies of the colleague who has joined once for all stories here."""
    return {}


@pytest.fixture
def arjun(
    contexts: Callable[..., BrowserContext],
    desk: Desk,
    customer: Callable[[str], Customer],
    joined: dict[str, object],
) -> Desk:
    """Return a tab of a colleague in a browser of their own."""
    if "cookies" not in joined:
        context = contexts(storage_state=None)
        join(context, desk, customer("Arjun Solanki"))
        joined["cookies"] = context.storage_state()
        context.close()
    return Desk(contexts(storage_state=joined["cookies"]).new_page(), desk.url)


@pytest.mark.several_processes
def test_they_see_who_reads_who_writes_and_who_is_on_the_desk(
    desk: Desk, arjun: Desk, customer: Callable[[str], Customer]
) -> None:
    customer("Bela Kapoor").write("Which size is the king sheet?")
    desk.open().choose("Bela Kapoor")
    arjun.open()
    expect(
        arjun.row("Bela Kapoor").get_by_role("img", name="Meera Joshi is reading this too")
    ).to_be_visible()
    expect(arjun.page.locator("#navigation [data-on-desk] .face")).to_have_count(2)
    arjun.choose("Bela Kapoor")
    expect(desk.page.locator("#also")).to_contain_text("Arjun Solanki is reading this too")
    arjun.text.press_sequentially("It is 270 by")
    expect(desk.page.locator("#also")).to_contain_text("Arjun Solanki is replying")
    expect(desk.row("Bela Kapoor").locator(".typing")).to_be_visible()

    desk.page.locator("#also").get_by_role("button", name="Ask Arjun Solanki to take it").click()
    expect(arjun.page.locator("#thread-top")).to_contain_text("Arjun Solanki")
    arjun.page.close()
    expect(desk.page.locator("#also")).to_be_hidden()
    expect(desk.row("Bela Kapoor").locator(".typing")).to_have_count(0)


@pytest.mark.several_processes
def test_an_answer_is_held_when_a_colleague_was_faster_and_sent_once_when_its_writer_insists(
    desk: Desk, arjun: Desk, customer: Callable[[str], Customer]
) -> None:
    chitra = customer("Chitra Nair")
    chitra.write("Can I return one pillow?")
    desk.open().choose("Chitra Nair")
    arjun.open().choose("Chitra Nair")
    desk.text.fill("Yes, you may.")
    arjun.send("Yes. I send you a label.")
    expect(desk.message("Yes. I send you a label.")).to_be_visible()
    desk.press_send()
    held = desk.page.locator("#held")
    expect(held).to_contain_text("Arjun Solanki just answered. Read it first?")
    expect(held).to_contain_text("Yes. I send you a label.")
    expect(desk.text).to_have_value("Yes, you may.")
    assert violations(desk.page) == []

    held.get_by_role("link", name="Keep writing").click()
    expect(held).to_be_hidden()
    expect(desk.text).to_be_focused()
    desk.send("Yes, you may. Arjun's label comes by mail.")
    expect(desk.message("Arjun's label comes by mail.")).to_have_count(1)
    expect(arjun.message("Arjun's label comes by mail.")).to_have_count(1)
    assert len([chitra.receive(number) for number in (1, 2)]) == 2


@pytest.mark.off_road
def test_tags_and_fields_of_both_are_kept(
    desk: Desk, arjun: Desk, customer: Callable[[str], Customer]
) -> None:
    customer("Deepa Rao").write("Two things, please.")
    for each in (desk, arjun):
        each.open().choose("Deepa Rao")
        expect(each.page.locator("#tags")).to_be_visible()
    desk.page.locator("#tag-name").fill("refund")
    arjun.page.locator("#tag-name").fill("courier")
    desk.page.get_by_role("button", name="Add the tag").click()
    expect(arjun.page.locator("#tags li", has_text="refund")).to_be_visible()
    expect(arjun.page.locator("#tag-name")).to_have_value("courier")
    arjun.page.get_by_role("button", name="Add the tag").click()
    for each in (desk, arjun):
        expect(each.page.locator("#tags li")).to_have_count(2)

    for each in (desk, arjun):
        each.page.get_by_text("Name and language").click()
    desk.page.locator("#customer-name").fill("Deepa Rao Joshi")
    desk.page.get_by_role("button", name="Save", exact=True).click()
    expect(desk.page.locator("#customer h2")).to_have_text("Deepa Rao Joshi")
    arjun.page.locator("#customer-name").fill("Deepa R.")
    arjun.page.get_by_role("button", name="Save", exact=True).click()
    expect(arjun.page.locator("#customer")).to_contain_text(
        "Meera Joshi changed it to “Deepa Rao Joshi” meanwhile"
    )
    arjun.page.get_by_role("button", name="Keep “Deepa Rao Joshi”").click()
    expect(arjun.page.locator("#customer h2")).to_have_text("Deepa Rao Joshi")


@pytest.mark.off_road
def test_handing_over_carries_a_reason_and_a_summary_and_is_undone(
    desk: Desk, arjun: Desk, customer: Callable[[str], Customer]
) -> None:
    customer("Esha Gill").write("My pillow came wet.")
    arjun.open().choose("Esha Gill")
    desk.open().choose("Esha Gill")
    desk.send("I look into it.")  # now it is Meera's
    desk.thread.get_by_role("log").focus()
    desk.page.keyboard.press("a")
    desk.page.locator("#assign").get_by_role("button", name="Arjun Solanki").click()
    form = desk.page.locator("#handing")
    expect(form.get_by_role("heading", name="Hand over to Arjun Solanki")).to_be_visible()
    assert violations(desk.page) == []
    form.get_by_label("They know this better").check()
    form.get_by_label("What must they know?").fill("A new pillow is promised to Esha for Friday.")
    form.get_by_role("button", name="Hand over to Arjun Solanki").click()
    desk.page.locator("#toasts .toast").hover()  # so that Undo stays as long as it is needed
    expect(desk.page.locator("#lines")).to_contain_text("Meera Joshi handed it over to Arjun Solanki")

    handed = arjun.page.locator("#handed")
    expect(handed).to_contain_text("A new pillow is promised to Esha for Friday.")
    assert violations(arjun.page) == []
    desk.page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(desk.page.locator("#thread-top")).to_contain_text("Meera Joshi")
    expect(handed).to_have_count(0)


@pytest.mark.off_road
def test_who_has_read_shows_by_itself_and_a_link_leads_back_to_the_message(
    desk: Desk, arjun: Desk, shop: Installation, customer: Callable[[str], Customer]
) -> None:
    customer("Firoz Khan").write("The first of many words.")
    desk.open().choose("Firoz Khan")
    first = desk.message("The first of many words.")
    arjun.open().choose("Firoz Khan")
    expect(desk.page.locator(".read-by")).to_contain_text("Read by Arjun Solanki")
    link = first.locator("[data-copy-link]").get_attribute("href")
    arjun.page.goto(f"{shop.url}{link}")
    expect(arjun.message("The first of many words.")).to_be_in_viewport()
    assert "#m-" in arjun.page.url

    desk.thread.get_by_role("log").focus()
    desk.page.keyboard.press("u")
    expect(desk.page.locator("#toasts")).to_contain_text("Marked as new")
    expect(desk.row("Firoz Khan")).to_have_class("conv new")


@pytest.mark.off_road
def test_a_colleague_is_called_in_a_note_by_keys_alone_and_finds_it_until_it_is_read(
    desk: Desk, arjun: Desk, customer: Callable[[str], Customer]
) -> None:
    customer("Gita Menon").write("Is my parcel lost?")
    arjun.open("/desk/called/")
    desk.open().choose("Gita Menon")
    desk.thread.get_by_role("log").focus()
    desk.page.keyboard.press("n")
    menu, keys = desk.page.get_by_role("listbox", name="Call a colleague"), desk.page.keyboard
    keys.type("Mail meera@shop or @nobody, please: ")
    expect(menu).to_be_hidden()
    keys.type("@")
    expect(menu.get_by_role("option")).to_have_count(1)
    expect(menu.get_by_role("option", name="Arjun Solanki", exact=True)).to_be_visible()
    assert violations(desk.page) == []
    keys.press("Escape")
    expect(menu).to_be_hidden()
    keys.type("ar")
    expect(menu.get_by_role("option", selected=True, name="Arjun Solanki", exact=True)).to_be_visible()
    keys.press("Enter")
    expect(desk.text).to_have_value("Mail meera@shop or @nobody, please: @Arjun Solanki ")
    expect(desk.text).to_be_focused()
    keys.type("look at the courier's page.")
    keys.press("Control+Enter")
    expect(desk.message("look at the courier's page.")).to_be_visible()

    arjun.choose("Gita Menon")
    expect(arjun.message("look at the courier's page.")).to_be_visible()
    expect(desk.page.locator(".read-by")).to_contain_text("Read by Arjun Solanki")
    arjun.open("/desk/called/")
    expect(arjun.row("Gita Menon")).to_have_count(0)


@pytest.mark.off_road
def test_nobody_is_offered_in_an_answer_and_a_tap_calls_on_a_phone(
    contexts: Callable[..., BrowserContext], desk: Desk, arjun: Desk, customer: Callable[[str], Customer]
) -> None:
    customer("Hema Joshi").write("May I visit?")
    phone = Desk(contexts(viewport={"width": 390, "height": 844}, has_touch=True).new_page(), desk.url).open()
    phone.choose("Hema Joshi")
    phone.text.press_sequentially("Ask @ar")
    menu = phone.page.locator("#calls")
    expect(menu).to_be_hidden()
    phone.text.fill("")
    phone.page.get_by_role("radio", name="Note").check(force=True)
    phone.text.press_sequentially("Ask @ar")
    expect(menu).to_be_in_viewport()
    menu.get_by_role("option", name="Arjun Solanki").tap()
    expect(phone.text).to_have_value("Ask @Arjun Solanki ")
    expect(menu).to_be_hidden()


def _make_field(desk: Desk, name: str, lines: str = "") -> None:
    page = desk.page
    page.goto(f"{desk.url}/settings/fields/new/")
    page.get_by_label("English").first.fill(name)
    if lines:
        page.get_by_label("What it holds").select_option("one")
        page.get_by_role("group", name="For a list").get_by_label("English").fill(lines)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("link", name=name)).to_be_visible()


def _fill_in(desk: Desk) -> None:
    desk.page.locator("#fields summary").click()


@pytest.mark.off_road
@pytest.mark.several_processes
def test_two_fill_in_fields_at_once_lose_nothing_and_are_asked_about_the_same_one(
    desk: Desk, arjun: Desk, customer: Callable[[str], Customer]
) -> None:
    _make_field(desk, "Size", "Single\nKing")
    _make_field(desk, "Fabric")
    customer("Farhan Mirza").write("Do you have this in king size?")
    for each in (desk, arjun):
        each.open().choose("Farhan Mirza")
        _fill_in(each)
    mine, theirs = desk.page.locator("#fields"), arjun.page.locator("#fields")
    mine.get_by_label("Size").select_option(label="King")
    theirs.get_by_label("Fabric").fill("Mulmul")
    mine.get_by_role("button", name="Save", exact=True).click()
    expect(mine.locator("dl")).to_contain_text("King")
    expect(theirs.get_by_label("Fabric")).to_have_value("Mulmul")
    theirs.get_by_role("button", name="Save", exact=True).click()
    expect(theirs.locator("dl")).to_contain_text("King")
    expect(theirs.locator("dl")).to_contain_text("Mulmul")
    expect(mine.locator("dl")).to_contain_text("Mulmul")
    expect(desk.page.locator("#lines")).to_contain_text("Arjun Solanki changed “Fabric”")

    for each in (desk, arjun):
        _fill_in(each)
    theirs.get_by_label("Fabric").fill("Linen")
    mine.get_by_label("Fabric").fill("Cotton")
    theirs.get_by_role("button", name="Save", exact=True).click()
    expect(theirs.locator("dl")).to_contain_text("Linen")
    mine.get_by_role("button", name="Save", exact=True).click()
    expect(mine).to_contain_text("Arjun Solanki changed it to “Linen” meanwhile")
    expect(mine.get_by_label("Fabric")).to_have_value("Cotton")
    assert violations(desk.page) == []
    mine.get_by_role("button", name="Save mine").click()
    expect(mine.locator("dl")).to_contain_text("Cotton")
    desk.page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(mine.locator("dl")).to_contain_text("Linen")


@pytest.mark.off_road
def test_what_is_to_be_done_is_put_on_ticked_by_both_at_once_and_asked_about_when_it_is_solved(
    desk: Desk, arjun: Desk, customer: Callable[[str], Customer]
) -> None:
    customer("Indira Rawat").write("The parcel came torn.")
    page = desk.page
    page.goto(f"{desk.url}/settings/checklists/new/")
    page.get_by_role("group", name="Its name").get_by_label("English").fill("Damaged parcel")
    page.get_by_role("group", name="What is done").get_by_label("English").fill(
        "Ask for a photo\nCheck the courier"
    )
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Damaged parcel")).to_be_visible()
    desk.open().choose("Indira Rawat")
    arjun.open().choose("Indira Rawat")
    mine, theirs = (each.page.locator("#checklists") for each in (desk, arjun))
    mine.get_by_role("link", name="Put a checklist on").click()
    mine.get_by_label("Which one").select_option("Damaged parcel")
    mine.get_by_role("button", name="Put it on").click()
    expect(theirs).to_contain_text("0 of 2")
    expect(arjun.thread).to_contain_text("put “Damaged parcel” on")

    mine.get_by_role("checkbox", name="Ask for a photo").press("Space")
    expect(theirs.get_by_role("checkbox", name="Ask for a photo")).to_be_checked()
    theirs.get_by_role("checkbox", name="Check the courier").press("Space")
    expect(mine.get_by_role("checkbox", name="Check the courier")).to_be_checked()
    expect(mine.get_by_role("checkbox", name="Ask for a photo")).to_be_focused()
    expect(mine).to_contain_text("Arjun Solanki")
    expect(desk.thread).to_contain_text("Everything on “Damaged parcel” is done")
    desk.page.locator("#toasts [data-undo]").click()
    expect(theirs.get_by_role("checkbox", name="Ask for a photo")).not_to_be_checked()
    expect(theirs.get_by_role("checkbox", name="Check the courier")).to_be_checked()
    theirs.get_by_label("Something to do here").fill("Call the neighbour")
    theirs.get_by_role("button", name="Add it to the checklist").click()
    expect(mine).to_contain_text("Call the neighbour")
    assert violations(desk.page) == []

    desk.thread.get_by_role("button", name="Solve", exact=True).click()
    asked = desk.page.locator("#handing")
    expect(asked).to_contain_text("2 things on the checklist are still open")
    assert violations(desk.page) == []
    asked.get_by_label("Ask for a photo").check()
    asked.get_by_role("button", name="Solve now").click()
    expect(desk.thread.get_by_role("button", name="Reopen")).to_be_visible()
    expect(desk.page.locator("#thread-top")).to_contain_text("2 of 3")
