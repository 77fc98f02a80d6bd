"""What the content host serves: files, to whoever holds a link that still works."""

from __future__ import annotations

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotFound,
    HttpResponseNotModified,
)
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saath.core.clock import now
from saath.files.links import read_token
from saath.files.models import StoredFile
from saath.files.queries import file_behind_link
from saath.files.serving import serve
from saath.tenancy.models import Domain
from saath.tenancy.scope import current_store_id


@require_safe
def show_file(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """Send the file of a signed link, or the part of it that was asked for."""
    public_id = read_token(token, name=name, at=now())
    stored = file_behind_link(public_id) if public_id else None
    if stored is None:
        return _gone()
    if request.headers.get("If-None-Match") == f'"{stored.sha256}"':
        return HttpResponseNotModified(headers={"ETag": f'"{stored.sha256}"'})
    try:
        return serve(
            stored,
            name=name,
            range_header=request.headers.get("Range", ""),
            if_range=request.headers.get("If-Range", ""),
            framed_by=_staff_hosts(stored),
        )
    except FileNotFoundError:
        return _gone()


def _staff_hosts(stored: StoredFile) -> tuple[str, ...]:
    """Who may frame a message's HTML: the store's own desk, and nobody may frame anything else."""
    if stored.kind != StoredFile.Kind.HTML:
        return ()
    hosts = Domain.objects.filter(store_id=current_store_id(), purpose=Domain.Purpose.STAFF)
    return tuple(hosts.values_list("host", flat=True))


def _gone() -> HttpResponse:
    text = _("This link no longer works. Nothing was lost: open the conversation again and take the new one.")
    return HttpResponseNotFound(text, content_type="text/plain; charset=utf-8")
