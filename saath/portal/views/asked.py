"""What somebody outside is asked, and their answers. Opening the page says nothing: mail scanners open every link."""

from __future__ import annotations

from typing import Any, BinaryIO, cast
from uuid import uuid4

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from saath.conversations.actions.answer_aside import answer_by_link
from saath.conversations.aside.links import question_of_link
from saath.conversations.aside.rules import TAKES_ANSWERS
from saath.conversations.aside.standing import how_it_stands
from saath.conversations.models import Attachment, SideQuestion
from saath.conversations.parts import save_uploads
from saath.conversations.queries.aside import answers_of, files_shown
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict, SaathError
from saath.core.text import is_storable
from saath.files.errors import FileNotKept
from saath.files.links import signed_url
from saath.portal.pages import ShopperRequest, count_try, page, refused, spoken
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import read_transaction

GONE = 410
MOST_FILES = 10
FILE_SECONDS = 3600


# The link is all that gives a right here, and no cookie adds to it: so the form works where cookies are refused.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def asked(request: ShopperRequest, sealed: str) -> HttpResponse:
    """Show what is asked, and what was answered; a POST is one more answer."""
    try:
        with read_transaction():
            question = question_of_link(sealed)
        if request.method != "POST":
            return _page(request, question)
        count_try(sealed)
    except SaathError as error:
        return refused(request, error)
    try:
        with translation.override(spoken(question.outsider.language)):
            _take(request, question)
    except (BadInput, FileNotKept, Conflict) as error:
        with read_transaction():
            return _page(request, question_of_link(sealed), error)
    return redirect(request.path + "?said=1")


def _take(request: ShopperRequest, question: SideQuestion) -> None:
    uploads = [(each.name or "file", each) for each in request.FILES.getlist("files")]
    if len(uploads) > MOST_FILES:
        raise BadInput(
            _("At most %(n)d files fit into one answer.") % {"n": MOST_FILES},
            what_is_safe=_("Nothing was sent."),
            what_to_do=_("Send the others in another answer."),
            field="files",
        )
    key = request.POST.get("key", "")
    actor = Actor(kind="outsider", label="by the link", store_id=question.store_id)
    answer_by_link(
        actor,
        question,
        text=request.POST.get("words", ""),
        client_key=f"aside:{key}" if 0 < len(key) <= 50 and is_storable(key) else f"aside:{uuid4().hex}",
        files=save_uploads((name, cast(BinaryIO, upload)) for name, upload in uploads),
    )


def _page(request: ShopperRequest, question: SideQuestion, error: SaathError | None = None) -> HttpResponse:
    """Show the question; of one that is over no more than that, for what was shown was for the answer."""
    stand, language = how_it_stands(question, now()), question.outsider.language
    context: dict[str, Any] = {"stand": stand.value, "zone": question.message.store.zone}
    if stand not in TAKES_ANSWERS:
        return page(request, "portal/asked_over.html", context, language=language, status=GONE)
    with read_transaction():
        context |= {
            "question": question,
            "asker": question.asked_by.display_name if question.asked_by else "",
            "files": [_file(each) for each in files_shown(question)],
            "answers": answers_of(question),
            "said": request.GET.get("said", ""),
            "words": request.POST.get("words", ""),
            "error": error,
            "key": uuid4().hex,
            "most_files": MOST_FILES,
            "most_bytes": settings.MAX_MAIL_BYTES,
        }
    return page(request, "portal/asked.html", context, language=language, status=422 if error else 200)


def _file(attachment: Attachment) -> tuple[Attachment, str]:
    return attachment, signed_url(attachment.file, name=attachment.name, seconds=FILE_SECONDS)
