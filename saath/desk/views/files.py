"""Files of a conversation: checked here, served by the content host."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from saath.conversations.queries.conversations import get_attachment
from saath.desk.request import StaffRequest
from saath.files.links import signed_url


@require_safe
def attachment(request: StaffRequest, attachment: UUID) -> HttpResponse:
    """Send a colleague to an attachment by a link that ends by itself."""
    found = get_attachment(request.actor, attachment)
    return redirect(signed_url(found.file, name=found.name, seconds=600))
