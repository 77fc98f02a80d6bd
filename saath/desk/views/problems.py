"""Problems: one cause, many conversations, answered together."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saath.conversations.actions.answer_together import answer_together, stop_answering
from saath.conversations.actions.problems import (
    link_to_problem,
    open_problem,
    rename_problem,
    reopen_problem,
    solve_problem,
)
from saath.conversations.models import Conversation, Problem
from saath.conversations.problems.rules import Look
from saath.conversations.problems.words import words_by_language
from saath.conversations.queries.conversations import get_conversation
from saath.conversations.queries.problems import (
    cases_of,
    get_problem,
    list_problems,
    look_at,
    reached_by,
    unsolved_problems,
)
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict, SaathError
from saath.core.languages import CHOICES, CODES
from saath.core.paging import open_cursor, seal_cursor
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest
from saath.desk.toasts import with_toast

ASIDE = "#problem"


@require_http_methods(["GET", "HEAD", "POST"])
def show_problems(request: StaffRequest) -> HttpResponse:
    """Show what is going wrong for many; a POST opens another one."""
    error = None
    if request.method == "POST":
        try:
            problem = open_problem(request.actor, name=request.POST.get("name", ""))
        except BadInput as refused:
            error = refused
        else:
            return redirect("desk:problem", problem.public_id)
    context = {"problems": list_problems(request.actor), "may_link": _may_link(request), "error": error}
    return render(
        request,
        "desk/problems.html",
        {**context, "frame": frame_of(request, "problems")},
        status=422 if error else 200,
    )


@require_safe
def show_problem(request: StaffRequest, problem: UUID) -> HttpResponse:
    """Show one problem, its conversations, and what can be said to all of them."""
    return _problem(request, get_problem(request.actor, problem))


@require_POST
def rename(request: StaffRequest, problem: UUID) -> HttpResponse:
    """Give a problem another name."""
    found = get_problem(request.actor, problem)
    try:
        rename_problem(request.actor, found, name=request.POST.get("name", ""))
    except BadInput as refused:
        return _problem(request, found, error=refused, status=422)
    return redirect("desk:problem", found.public_id)


@require_POST
def check(request: StaffRequest, problem: UUID) -> HttpResponse:
    """Show whom an answer reaches, in which words, before it is sent."""
    found = get_problem(request.actor, problem)
    request.actor.require("problem.answer")
    try:
        words = words_by_language(_entered(request))
    except BadInput as refused:
        return _problem(request, found, error=refused, status=422)
    seen = look_at(request.actor, found)
    reached = reached_by(request.actor, found, words)
    context = {
        "problem": found,
        "words": [(code, name, words[code]) for code, name in CHOICES if code in words],
        "reached": [
            (dict(CHOICES).get(each.language, ""), dict(CHOICES)[each.worded_in], each) for each in reached
        ],
        "people": sum(each.count for each in reached),
        "resolution": _resolution(request),
        "seen": seal_cursor(_looking(found), [seen.newest_id, seen.link_count]),
        "frame": frame_of(request, "problems"),
    }
    return render(request, "desk/problem_check.html", context)


@require_POST
def answer(request: StaffRequest, problem: UUID) -> HttpResponse:
    """Send the answer to all of them, a minute from now."""
    found = get_problem(request.actor, problem)
    request.actor.require("problem.answer")
    try:
        answer_together(
            request.actor,
            found,
            answer=_entered(request),
            resolution=_resolution(request),
            seen=_seen(request, found),
        )
    except (BadInput, Conflict) as refused:
        return _problem(request, get_problem(request.actor, problem), error=refused, status=409)
    return redirect("desk:problem", found.public_id)


@require_POST
def stop(request: StaffRequest, problem: UUID) -> HttpResponse:
    """Keep the answer back while none has left."""
    found = get_problem(request.actor, problem)
    try:
        stop_answering(request.actor, found)
    except Conflict as refused:
        return _problem(request, found, error=refused, status=409)
    return redirect("desk:problem", found.public_id)


@require_POST
def solve(request: StaffRequest, problem: UUID) -> HttpResponse:
    """Call a problem solved without a word to anybody."""
    found = get_problem(request.actor, problem)
    solve_problem(request.actor, found)
    return redirect("desk:problem", found.public_id)


@require_POST
def reopen(request: StaffRequest, problem: UUID) -> HttpResponse:
    """Take a solved problem up again."""
    found = get_problem(request.actor, problem)
    reopen_problem(request.actor, found)
    return redirect("desk:problem", found.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def link(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Show to which problem a conversation can belong; a POST says to which it does: an open one, a new one, or none."""
    found = get_conversation(request.actor, conversation)
    request.actor.require("conversation.tag")
    if request.method != "POST":
        return _aside(request, found, choosing=True)
    try:
        wanted = _wanted(request)
        before = link_to_problem(request.actor, found, problem=wanted)
    except (BadInput, Conflict) as refused:
        return _aside(request, found, choosing=True, error=refused)
    said = (
        _("It belongs to “%(name)s”") % {"name": wanted.name} if wanted else _("It belongs to no problem now")
    )
    response = _aside(request, get_conversation(request.actor, found.public_id))
    back = f"?back={before.public_id}" if before else "?back="
    undo = reverse("desk:link_problem", args=[found.public_id]) + back
    return with_toast(response, said, undo=undo, target=ASIDE)


def _wanted(request: StaffRequest) -> Problem | None:
    """Return to which problem the sender, or an undo, wants the conversation to belong. Raises `BadInput`, `NotFound`."""
    if "back" in request.GET:
        chosen = request.GET["back"]
    elif request.POST.get("name", "").strip():
        return open_problem(request.actor, name=request.POST["name"])
    else:
        chosen = request.POST.get("problem", "")
    with suppress(ValueError):
        return get_problem(request.actor, UUID(chosen)) if chosen else None
    return None


def _aside(request: StaffRequest, conversation: Conversation, **shown: Any) -> HttpResponse:
    if not request.htmx and not shown:
        return redirect("desk:customer", queue="now", conversation=conversation.public_id)
    choosing = shown.get("choosing", False)
    context = {
        "conversation": conversation,
        "may_tag": _may_link(request),
        "problems": unsolved_problems(request.actor) if choosing else (),
        **shown,
    }
    if request.htmx:
        return render(request, "desk/_problem.html", context)
    return render(request, "desk/problem_of.html", {**context, "frame": frame_of(request, "now")})


def _problem(
    request: StaffRequest, problem: Problem, *, error: SaathError | None = None, status: int = 200
) -> HttpResponse:
    entered = _entered(request)
    context = {
        "problem": problem,
        "cases": cases_of(request.actor, problem, cursor=request.GET.get("cursor", "")),
        "may_link": _may_link(request),
        "may_solve": request.actor.may("conversation.solve"),
        "may_answer": request.actor.may("problem.answer"),
        "is_leaving": problem.answers_at is not None and problem.answers_at <= now(),
        "languages": [(code, name, entered[code]) for code, name in CHOICES],
        "resolutions": Conversation.Resolution.choices,
        "chosen": _resolution(request),
        "zone": request.store.zone,
        "error": error,
        "frame": frame_of(request, "problems"),
    }
    return render(request, "desk/problem.html", context, status=status)


def _entered(request: StaffRequest) -> dict[str, str]:
    return {code: request.POST.get(f"text_{code}", "") for code in CODES}


def _resolution(request: StaffRequest) -> str:
    return request.POST.get("resolution", Conversation.Resolution.ANSWER)


def _looking(problem: Problem) -> str:
    return f"problem:{problem.public_id}"


def _seen(request: StaffRequest, problem: Problem) -> Look:
    """Return what the sender saw of whom it reaches; one who does not say so saw nobody's words."""
    try:
        return Look(*open_cursor(request.POST.get("seen", ""), _looking(problem)))
    except BadInput as refused:
        raise BadInput(_("Look once more whom it reaches, then send it.")) from refused


def _may_link(request: StaffRequest) -> bool:
    return request.actor.may("conversation.tag")
