"""The team of the shop."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saath.accounts.requests import actor_of, store_of
from saath.core.errors import BadInput, Conflict
from saath.stores.actions.invitations import invite_member, renew_invitation, withdraw_invitation
from saath.stores.actions.members import change_role, revoke_member
from saath.stores.forms import ROLE_HELPS, InvitationForm, role_choices
from saath.stores.queries import get_invitation, get_member, get_team
from saath.stores.rules import Role
from saath.tenancy.actor import Actor


@require_safe
def show_team(request: HttpRequest) -> HttpResponse:
    """List colleagues and, for whoever leads the team, open invitations."""
    return _page(request, actor_of(request))


@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """Make an invitation and mail it."""
    actor = actor_of(request)
    form = InvitationForm(request.POST, roles=get_team(actor).roles_to_give)
    if not form.is_valid():
        return _page(request, actor, form)
    try:
        invitation = invite_member(
            actor, email=form.cleaned_data["email"], role=Role(form.cleaned_data["role"])
        )
    except (BadInput, Conflict) as error:
        form.add_error("email", f"{error.message} {error.what_to_do}")
        return _page(request, actor, form)
    messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": invitation.email})
    return redirect("stores:team")


@require_POST
def resend(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send an invitation again, with a new link."""
    actor = actor_of(request)
    invitation = renew_invitation(actor, get_invitation(actor, public_id))
    messages.success(
        request, _("Sent again to %(email)s. The old link no longer works.") % {"email": invitation.email}
    )
    return redirect("stores:team")


@require_POST
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make an invitation useless."""
    actor = actor_of(request)
    withdraw_invitation(actor, get_invitation(actor, public_id))
    messages.success(request, _("The invitation is withdrawn; its link no longer works."))
    return redirect("stores:team")


@require_safe
def show_member(request: HttpRequest, public_id: str) -> HttpResponse:
    """One colleague: change the role, or end the work together."""
    actor = actor_of(request)
    member = get_member(actor, public_id)
    roles = get_team(actor).roles_to_give
    page = {
        "member": member,
        "may_change": member.is_active and Role(member.role) in roles,
        "choices": [(value, name, ROLE_HELPS[Role(value)]) for value, name in role_choices(roles)],
        "zone": store_of(request).zone,
    }
    return render(request, "stores/member.html", page)


@require_POST
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give a colleague another role."""
    actor = actor_of(request)
    try:
        role = Role(request.POST.get("role", ""))
    except ValueError as error:
        raise BadInput(field="role") from error
    member = change_role(actor, get_member(actor, public_id), role=role)
    messages.success(
        request,
        _("%(name)s is now: %(role)s.") % {"name": member.display_name, "role": member.get_role_display()},
    )
    return redirect("stores:team")


@require_POST
def revoke(request: HttpRequest, public_id: str) -> HttpResponse:
    """End a colleague's rights in this shop, at once."""
    actor = actor_of(request)
    member = revoke_member(actor, get_member(actor, public_id))
    messages.success(
        request, _("%(name)s no longer has any right in this shop.") % {"name": member.display_name}
    )
    return redirect("stores:team")


def _page(request: HttpRequest, actor: Actor, form: InvitationForm | None = None) -> HttpResponse:
    team = get_team(actor)
    page = {
        "team": team,
        "form": form or InvitationForm(roles=team.roles_to_give),
        "zone": store_of(request).zone,
        "actor": actor,
    }
    return render(request, "stores/team.html", page, status=422 if form else 200)
