"""The tool that the page about adding one shows: quoted as it is, and at work."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import indent
from zoneinfo import ZoneInfo

from saath.conversations.models import Conversation
from saath.desk.staff_tools.contract import Beside
from saath.desk.tests import example_tool
from saath.tenancy.actor import Actor

INDIA = ZoneInfo("Asia/Kolkata")
ROOT = Path(__file__).parents[3]


def test_the_page_quotes_the_tool_as_it_is() -> None:
    source = Path(example_tool.__file__).read_text(encoding="utf-8")
    shown = source[source.index("class WeightForm") :].strip()
    page = (ROOT / "docs" / "howto" / "add-a-staff-tool.md").read_text(encoding="utf-8")
    assert indent(shown, "   ") in page


def test_the_tool_works() -> None:
    beside = Beside(Actor.system("a test"), Conversation(store_id=0), None, date(2026, 11, 23), INDIA)
    form = example_tool.WEIGHT.form(beside, {"length": "60", "width": "40", "height": "25", "boxes": "2"})
    assert form.is_valid()
    answer = example_tool.WEIGHT.work(beside, form.cleaned_data)
    assert answer.headline == "24 kg"
    assert answer.says is not None
    assert answer.says() == "Your parcel counts as 24 kg."
    assert not example_tool.WEIGHT.form(beside, {"length": "0"}).is_valid()
