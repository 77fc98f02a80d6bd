"""What a channel takes of an answer, said in words before anything of it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatch

from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saath.channels.base import Capabilities
from saath.core.errors import BadInput


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that is to go with an answer; `content_type` is "" while nobody has looked inside."""

    name: str
    size: int
    content_type: str = ""


def check_answer(can: Capabilities, *, text: str, files: Sequence[Enclosed]) -> None:
    """Raise `BadInput` with the limit in words where the channel does not take an answer as it is."""
    _check_text(can, text)
    _check_number(can, len(files))
    _check_size(can, sum(file.size for file in files))
    for file in files:
        _check_kind(can, file)


def _check_text(can: Capabilities, text: str) -> None:
    if can.text_limit is None or len(text) <= can.text_limit:
        return
    said = {"limit": number_format(can.text_limit, force_grouping=True), "channel": can.sign.label}
    said["length"] = number_format(len(text), force_grouping=True)
    raise BadInput(
        _("%(channel)s takes %(limit)s characters in one message; these are %(length)s.") % said,
        what_to_do=_("Shorten it, or send it in parts."),
        field="text",
    )


def _check_number(can: Capabilities, number: int) -> None:
    limit = can.attachment_count
    if limit is None or number <= limit:
        return
    said = {"limit": number_format(limit), "channel": can.sign.label}
    raise BadInput(
        ngettext(
            "%(channel)s takes %(limit)s file with one message.",
            "%(channel)s takes %(limit)s files with one message.",
            limit,
        )
        % said,
        what_to_do=_("Send the others with another message."),
        field="files",
    )


def _check_size(can: Capabilities, octets: int) -> None:
    limit = can.attachment_limit
    if limit is None or octets <= limit:
        return
    said = {"limit": filesizeformat(limit), "size": filesizeformat(octets), "channel": can.sign.label}
    raise BadInput(
        _("%(channel)s takes files of %(limit)s with one message; these are %(size)s.") % said,
        what_to_do=_("Make them smaller, or send them with several messages."),
        field="files",
    )


def _check_kind(can: Capabilities, file: Enclosed) -> None:
    if not file.content_type or any(fnmatch(file.content_type, kind) for kind in can.media):
        return
    raise BadInput(
        _("%(channel)s does not take files like %(name)s.") % {"channel": can.sign.label, "name": file.name},
        what_to_do=_("Send it in another form, for example as a PDF or a picture."),
        field="files",
    )
