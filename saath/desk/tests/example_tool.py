"""The tool of docs/howto/add-a-staff-tool.md, whole: what a parcel weighs for a courier."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from saath.desk.staff_tools.contract import Answer, Beside, Row, StaffTool, ToolForm

CUBIC_CM_PER_KG = 5_000


class WeightForm(ToolForm):
    """A box in centimetres, and how many of them."""

    length = forms.IntegerField(label="Length in cm", min_value=1)
    width = forms.IntegerField(label="Width in cm", min_value=1)
    height = forms.IntegerField(label="Height in cm", min_value=1)
    boxes = forms.IntegerField(label="Boxes", min_value=1)

    @classmethod
    def likely(cls, beside: Beside) -> dict[str, Any]:
        """Return a box for each piece of the order."""
        return {"boxes": beside.about.order.pieces} if beside.about else {}


def _work(beside: Beside, given: Mapping[str, Any]) -> Answer:
    grams = given["length"] * given["width"] * given["height"] * 1_000 // CUBIC_CM_PER_KG
    weight = f"{grams * given['boxes'] / 1_000:g} kg"
    return Answer(
        headline=weight,
        rows=[Row("One box", f"{grams / 1_000:g} kg"), Row("In all", weight, is_total=True)],
        says=lambda: f"Your parcel counts as {weight}.",
    )


WEIGHT = StaffTool("weight", "Weight for the courier", "box", WeightForm, _work)
