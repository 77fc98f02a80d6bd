"""Every state of every page, by axe: WCAG 2.2 AA, light and dark, narrow and wide, empty, full and failing.

The main pages in English each time; in the long run every page, in Hindi and Gujarati too, whose words are longer and taller:
there light and dark change places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect

from saath.core.languages import CODES
from tests.installation import OWNER, PASSWORD, Installation
from tests.journeys.axe import violations
from tests.journeys.conftest import WIDE, a_shop_at_work, sign_in
from tests.journeys.customer import Customer, plain_text
from tests.journeys.desk import Desk
from tests.post_office import PostOffice

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]

SETTINGS = (
    "/answers/",
    "/answers/new/",
    "/answers/import/",
    "/settings/you/",
    "/settings/you/password/",
    "/settings/you/sessions/",
    "/settings/you/passkeys/",
    "/settings/you/passkeys/add/",
    "/confirm/",
    "/settings/team/",
    "/settings/shop/",
    "/settings/hours/",
    "/settings/incoming/",
    "/settings/ledger/",
    "/settings/sending/",
    "/settings/mail-domain/",
    "/settings/audit/",
    "/settings/checklists/",
    "/settings/checklists/new/",
    "/settings/programs/",
    "/settings/programs/all/",
    "/settings/programs/apps/",
    "/settings/programs/apps/new/",
    "/settings/programs/new/",
)
DOORS = (
    "/sign-in/",
    "/password/reset/",
    "/password/reset/sent/",
    "/sign-in/closed/",
    "/join/not-a-link/",
    "/no-such-page/",
)
LANGUAGES = [CODES[0], *(pytest.param(code, marks=pytest.mark.languages) for code in CODES[1:])]
# Looked at in every run; the others in the long one.
DAILY = (
    "/desk/now/",
    "/desk/write/",
    "/settings/team/",
    "/settings/mail-domain/",
    "/sign-in/",
    "/no-such-page/",
)
QUEUES = ("now", "risk", "promised", "mine", "customer", "snoozed", "solved", "spam")
SET_UP: tuple[dict[str, str], ...] = (
    {"name": "Kesar Mithai"},
    {"mailbox": "hello@kesar.example"},
    {},
    {"name": "Kesar Patel", "email": "kesar@kesar.example", "password": ""},
)
BAD_PAGE = """<!doctype html><html><title></title><body style="background:white">
<p style="color:#ccc">Too pale</p><img src="data:,"><input></body></html>"""


def mostly_in_the_long_run(*places: str) -> list[ParameterSet]:
    """Return places to look at, those that are not looked at daily with the mark of the long run."""
    long = pytest.mark.languages
    return [pytest.param(each, marks=() if each in DAILY else long) for each in places]


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Return the language of all pages."""
    return str(request.param)


@pytest.fixture(scope="module")
def full_shop(browser: Browser, office: PostOffice) -> Iterator[Installation]:
    """Return a shop with conversations of each kind: with a note, tag and file, solved, and not sent."""
    with a_shop_at_work("axe", smtp_out=office.url, undo_seconds="0") as shop:
        context = browser.new_context(storage_state=sign_in(browser, shop), viewport=WIDE)
        _fill(Desk(context.new_page(), shop.url), shop, office)
        context.close()
        yield shop


@pytest.fixture(scope="module")
def owner(browser: Browser, full_shop: Installation, language: str) -> StorageState:
    """Return the owner's cookies in the full shop, which speaks the language to them from now on."""
    return _speaking(browser, full_shop, language)


@pytest.fixture
def tab(contexts: Callable[..., BrowserContext], full_shop: Installation, owner: StorageState) -> Desk:
    """Return a tab of the owner of the full shop."""
    return Desk(contexts(storage_state=owner).new_page(), full_shop.url)


@pytest.fixture
def stranger(contexts: Callable[..., BrowserContext], language: str) -> Page:
    """Return a tab of somebody who is not signed in, and whose browser asks for the language."""
    return contexts(storage_state=None, locale=language).new_page()


def _speaking(browser: Browser, shop: Installation, language: str) -> StorageState:
    state = sign_in(browser, shop)
    context = browser.new_context(storage_state=state)
    page = context.new_page()
    page.goto(f"{shop.url}/settings/you/")
    page.locator("select[name=language]").select_option(language)
    _press(page)
    expect(page.locator("html")).to_have_attribute("lang", language)
    context.close()
    return state


def _press(page: Page) -> None:
    """Press the main button of a form, and wait for what comes."""
    with page.expect_navigation():
        page.locator("main form .btn.go").first.click()


def _fill(desk: Desk, shop: Installation, office: PostOffice) -> None:
    names = ("Usha Raval", "Vimal Jain", "Zara Sheikh")
    usha, vimal, zara = (Customer(name, shop.smtp_port, office) for name in names)
    usha.write("मेरा पार्सल कहाँ है?", subject="ऑर्डर PT-20418", file=("bill.pdf", b"%PDF-1.4"))
    vimal.write("Thank you!")
    zara.write("My lamp arrived broken.")
    _note_and_tag(desk.open())
    desk.choose("Vimal Jain")
    desk.send("Gladly.")
    expect(desk.thread.get_by_role("log")).to_be_focused()
    desk.page.keyboard.press("e")
    expect(desk.thread.locator("#thread-top")).to_contain_text("Solved")
    office.refusal = "550 5.1.1 Mailbox disabled"
    desk.choose("Zara Sheikh")
    desk.send("A new one leaves today.")
    expect(desk.message("A new one leaves today.")).to_contain_text("Not sent")
    office.refusal = ""


def _note_and_tag(desk: Desk) -> None:
    desk.choose("Usha Raval")
    desk.page.get_by_text("Note", exact=True).first.click()
    desk.text.fill("The hub says tomorrow.")
    desk.page.get_by_role("button", name="Add the note").click()
    expect(desk.message("The hub says tomorrow.")).to_be_visible()
    desk.page.locator("#tag-name").fill("parcel")
    desk.page.get_by_role("button", name="Add the tag").click()
    expect(desk.page.locator("#tags .chip")).to_contain_text("parcel")


def test_axe_sees_what_is_wrong(contexts: Callable[..., BrowserContext]) -> None:
    page = contexts(storage_state=None).new_page()
    page.set_content(BAD_PAGE)
    rules = {line.split(": ")[1] for line in violations(page)}
    assert {"color-contrast", "image-alt", "label", "html-has-lang", "document-title"} <= rules


@pytest.mark.parametrize("name", ["Usha Raval", "Zara Sheikh"])
def test_inbox_thread_and_customer(tab: Desk, name: str) -> None:
    tab.open()
    tab.choose(name)
    expect(tab.page.locator("#tag-name")).to_be_attached()
    assert violations(tab.page) == []
    tab.open(tab.page.url.removeprefix(tab.url) + "customer/")
    expect(tab.page.locator("#tag-name")).to_be_visible()
    tab.page.locator("details.edit:has(#customer-name) summary").click()
    assert violations(tab.page) == []


def test_composer_with_an_error_and_the_keys(tab: Desk) -> None:
    tab.open().choose("Usha Raval")
    tab.page.locator("#composer .btn.go").first.click()
    expect(tab.page.locator("#composer").get_by_role("alert")).to_be_visible()
    assert violations(tab.page) == []
    tab.thread.get_by_role("log").focus()
    tab.page.keyboard.press("?")
    expect(tab.page.locator("dialog#keys")).to_be_visible()
    assert violations(tab.page) == []


@pytest.mark.off_road
def test_menus_of_a_snooze_and_a_promise(tab: Desk) -> None:
    tab.open().choose("Usha Raval")
    for key, menu in (("p", "#promise"), ("s", "#snooze")):
        tab.thread.get_by_role("log").focus()
        tab.page.keyboard.press(key)
        expect(tab.page.locator(f"{menu} h3").first).to_be_visible()
        expect(tab.page.locator(f"{menu} .bone")).to_have_count(0)
        assert violations(tab.page) == []
        tab.page.keyboard.press("Escape")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("parcel", "[role=option]:has-text('Usha Raval')"),
        ("nosuchword", "#found-list > :only-child > [href$='?q=nosuchword']"),
        ("~", ".blank"),
    ],
    ids=["a conversation", "only a way to look further", "nothing"],
)
def test_finding(tab: Desk, question: str, answer: str) -> None:
    tab.open(f"/desk/find/?q={question}")
    assert violations(tab.page) == []
    tab.open()
    tab.page.keyboard.press("Control+k")
    found = tab.page.get_by_role("dialog")
    found.get_by_role("combobox").fill(question)
    expect(found.locator(answer)).to_be_visible()
    assert violations(tab.page) == []


@pytest.mark.parametrize(
    "place",
    mostly_in_the_long_run(
        *(f"/desk/{queue}/" for queue in QUEUES),
        *("/desk/write/", "/desk/views/", "/desk/now/filter/", "/desk/now/?person=nobody"),
        *SETTINGS,
    ),
)
def test_lists_and_settings(tab: Desk, place: str) -> None:
    tab.open(place)
    assert violations(tab.page) == []


@pytest.mark.parametrize("place", mostly_in_the_long_run(*DOORS))
def test_doors(stranger: Page, full_shop: Installation, language: str, place: str) -> None:
    stranger.goto(full_shop.url + place)
    expect(stranger.locator("html")).to_have_attribute("lang", language)
    expect(stranger.get_by_role("heading").first).to_have_text(re.compile(r"\S"))
    assert violations(stranger) == []


def test_a_wrong_password(stranger: Page, full_shop: Installation) -> None:
    stranger.goto(f"{full_shop.url}/sign-in/")
    stranger.locator("input[name=login]").fill("nobody@example.in")
    stranger.locator("input[name=password]").fill("not the password")
    _press(stranger)
    expect(stranger.get_by_role("alert").first).to_be_visible()
    assert violations(stranger) == []


@pytest.mark.off_road
def test_joining_by_a_link(
    tab: Desk, stranger: Page, full_shop: Installation, office: PostOffice, language: str
) -> None:
    newcomer = Customer(f"Joins-{language} Shah", full_shop.smtp_port, office)
    tab.open("/settings/team/")
    tab.page.locator("form.invite input[name=email]").fill(newcomer.address)
    tab.page.locator("form.invite .btn.go").click()
    assert violations(tab.page) == []
    [link] = [word for word in plain_text(newcomer.receive()).split() if "/join/" in word]
    stranger.goto(link)
    expect(stranger.locator("input[name=password]")).to_be_visible()
    assert violations(stranger) == []
    stranger.locator("input[name=name]").fill(newcomer.name)
    stranger.locator("input[name=password]").fill("short")
    _press(stranger)
    expect(stranger.get_by_role("alert").first).to_be_visible()
    assert violations(stranger) == []


@pytest.mark.off_road
def test_grievances(tab: Desk, stranger: Page, full_shop: Installation, language: str) -> None:
    page, shoppers = tab.page, f"http://127.0.0.1:{full_shop.port + 1}"
    _show_grievance_page(tab)
    stranger.goto(f"{shoppers}/grievance/?lang={language}")
    assert violations(stranger) == []
    stranger.locator("#form .btn.go").click()
    expect(stranger.get_by_role("alert")).to_be_visible()
    assert violations(stranger) == []
    for field, said in (("name", "Yamini Bose"), ("address", "98765 43210"), ("words", "Torn at its seam.")):
        stranger.locator(f"#{field}").fill(said)
    stranger.locator("#cause").select_option("defective")
    stranger.locator("#form .btn.go").click()
    ticket, code = stranger.locator("dd b").all_inner_texts()[:2]
    assert violations(stranger) == []
    stranger.goto(f"{shoppers}/grievance/status/?lang={language}")
    assert violations(stranger) == []
    for said in ("aaaa-bbbb-cccc", code):
        stranger.locator("#reference").fill(ticket)
        stranger.locator("#code").fill(said)
        stranger.locator("main .btn.go").click()
        assert violations(stranger) == []
    tab.open("/grievances/")
    assert violations(page) == []
    page.get_by_role("link", name=ticket).click()
    for summary in page.locator("main details > summary").all():
        summary.click()
    assert violations(page) == []
    page.locator("main a.btn.go").click()
    assert violations(page) == []
    page.locator("[name=outcome]").select_option("refund")
    _press(page)
    expect(page.locator("#letter")).to_be_visible()
    assert violations(page) == []
    for place in ("/grievances/register/", "/grievances/register/?paper=1"):
        tab.open(place)
        assert violations(page) == []


def _show_grievance_page(desk: Desk) -> None:
    page = desk.page
    desk.open("/settings/grievances/")
    assert violations(page) == []
    for name in ("legal_name", "headquarters", "care_phone"):
        page.locator(f"#details [name={name}]").fill("+91 261 555 0100")
    with page.expect_navigation():
        page.locator("#details .btn.go").click()
    for name in ("name", "designation", "phone"):
        page.locator(f"#officer [name={name}]").fill("+91 261 555 0101")
    with page.expect_navigation():
        page.locator("#officer .btn.go").click()
    switch = page.locator("#shown .btn.go")
    if switch.count():
        with page.expect_navigation():
            switch.click()
    assert violations(page) == []


@pytest.mark.off_road
def test_what_is_promised(tab: Desk, stranger: Page, full_shop: Installation, language: str) -> None:
    page, here = tab.page, "/settings/standards/"
    for number in range(2):
        tab.open(here)
        assert violations(page) == []
        _press(page)
        page.locator("[name=title_en]").fill(f"We are here, {language} {number}")
        assert violations(page) == []
        with page.expect_navigation():
            page.locator("[name=look]").first.click()
        assert violations(page) == []
        with page.expect_navigation():
            page.locator("form[action$='/publish/'] .btn.go").click()
    page.locator("a[href*='/since/']").first.click()
    assert violations(page) == []
    stranger.goto(f"http://127.0.0.1:{full_shop.port + 1}/standards/?lang={language}")
    assert violations(stranger) == []


def test_empty_queues_and_a_second_step(
    browser: Browser,
    contexts: Callable[..., BrowserContext],
    stranger: Page,
    office: PostOffice,
    language: str,
) -> None:
    with a_shop_at_work(f"axe_empty_{language}", smtp_out=office.url) as shop:
        desk = Desk(contexts(storage_state=_speaking(browser, shop, language)).new_page(), shop.url)
        for queue in QUEUES:
            desk.open(f"/desk/{queue}/")
            expect(desk.page.locator("#list .blank")).to_be_visible()
            assert violations(desk.page) == []
        _add_an_app(desk.open("/settings/you/app/").page)
        stranger.goto(f"{shop.url}/sign-in/")
        stranger.locator("input[name=login]").fill(OWNER)
        stranger.locator("input[name=password]").fill(PASSWORD)
        _press(stranger)
        _see_a_wrong_code(stranger)


def _add_an_app(page: Page) -> None:
    """Add an authenticator app, looking at every page on the way, to the recovery codes."""
    if page.locator("main input[name=password]").count():
        page.locator("main input[name=password]").fill(PASSWORD)
        _press(page)
    assert violations(page) == []
    _see_a_wrong_code(page)
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(page.locator(".secret").inner_text(), counter))
    page.locator("main input[name=code]").fill(code)
    _press(page)
    expect(page.locator(".codes")).to_be_visible()
    assert violations(page) == []


def _see_a_wrong_code(page: Page) -> None:
    page.locator("main input[name=code]").fill("000000")
    _press(page)
    expect(page.get_by_role("alert").first).to_be_visible()
    assert violations(page) == []


@pytest.mark.off_road
def test_set_up_and_the_mailbox(stranger: Page, tmp_path: Path) -> None:
    shop = Installation.make(tmp_path)
    with shop.serving() as program:
        stranger.goto(f"{shop.url}/")
        assert violations(stranger) == []
        [link] = re.findall(r"http\S+/setup/\S+", program.log.read_text())
        stranger.goto(link)
        for answers in SET_UP:
            assert violations(stranger) == []
            for name, answer in answers.items():
                stranger.locator(f"[name={name}]").fill(answer)
            if "password" in answers:
                _see_a_short_password(stranger)
                stranger.locator("[name=password]").fill(PASSWORD)
            _press(stranger)
        stranger.wait_for_url("**/desk/now/")
        for place in ("/mailbox/", "/mailbox/new/"):
            stranger.goto(shop.url + place)
            assert violations(stranger) == []


def _see_a_short_password(page: Page) -> None:
    page.locator("[name=password]").fill("short")
    _press(page)
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.locator("[name=password]")).to_be_focused()
    assert violations(page) == []
