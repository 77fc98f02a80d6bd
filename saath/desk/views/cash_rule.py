"""When people may pay at the door."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from saath.accounts.forms import Dressed
from saath.core.errors import BadInput
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest
from saath.orders.actions.cash_rule import set_cash_rule
from saath.orders.at_the_door import cash_rule
from saath.orders.models import CashRule
from saath.orders.reckoning.cash import Terms, beginnings_in


class CashRuleForm(Dressed, forms.Form):
    """Whether, up to how much, where not, and after how many parcels that were not accepted no more."""

    helps = {
        "most": gettext_lazy("In rupees; leave it empty for any amount."),
        "not_at": gettext_lazy("Pincodes or how they begin, with commas: 79, 194101."),
        "most_refused": gettext_lazy("0 for however many."),
    }
    is_offered = forms.BooleanField(label=gettext_lazy("People may pay at the door"), required=False)
    most = forms.DecimalField(
        label=gettext_lazy("Up to"), required=False, min_value=0, max_value=100_000_000, decimal_places=2
    )
    not_at = forms.CharField(
        label=gettext_lazy("Not at these pincodes"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea({"rows": 3}),
    )
    most_refused = forms.IntegerField(
        label=gettext_lazy("Not after so many parcels that were not accepted"), min_value=0, max_value=1_000
    )

    @property
    def terms(self) -> Terms:
        """The rule as it is wanted."""
        given = self.cleaned_data
        most = int((given["most"] or Decimal(0)) * 100)
        return Terms(given["is_offered"], most, beginnings_in(given["not_at"]), given["most_refused"])


@require_http_methods(["GET", "HEAD", "POST"])
def show_cash_rule(request: StaffRequest) -> HttpResponse:
    """Show and keep the rule."""
    request.actor.require("store.settings")
    form = CashRuleForm(request.POST or None, initial=_as_form(cash_rule(request.actor)))
    if request.method == "POST" and form.is_valid() and _keep(request, form):
        messages.success(request, _("Saved."))
        return redirect("desk:cash_rule")
    context = {"form": form, "frame": frame_of(request, "settings-cash", is_counted=False)}
    return render(request, "desk/cash_rule.html", context, status=422 if form.errors else 200)


def _as_form(rule: CashRule) -> dict[str, object]:
    return {
        "is_offered": rule.is_offered,
        "most": Decimal(rule.most_minor) / 100 if rule.most_minor else None,
        "not_at": ", ".join(rule.not_at),
        "most_refused": rule.most_refused,
    }


def _keep(request: StaffRequest, form: CashRuleForm) -> bool:
    try:
        set_cash_rule(request.actor, terms=form.terms)
    except BadInput as refused:
        form.add_error(refused.field or None, str(refused.message))
        return False
    return True
