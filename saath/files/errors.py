"""Why a file was not kept."""

from django.template.defaultfilters import filesizeformat
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from saath.core.errors import SaathError


class FileNotKept(SaathError):
    """The bytes were refused; nothing of them stays."""

    message = _("The file was not kept.")
    what_is_safe = _("What was stored before is untouched.")


class FileTooLarge(FileNotKept):
    """One file is larger than `limit_bytes`."""

    def __init__(self, limit_bytes: int) -> None:
        super().__init__(
            format_lazy(_("The file is larger than {limit}."), limit=filesizeformat(limit_bytes)),
            what_to_do=_("Make it smaller, or send it in parts."),
        )


class QuotaExceeded(FileNotKept):
    """The shop's files would take more than its `quota_bytes`."""

    def __init__(self, quota_bytes: int) -> None:
        super().__init__(
            format_lazy(
                _("The files of this shop fill all of their {quota}."), quota=filesizeformat(quota_bytes)
            ),
            what_to_do=_("Delete files that you no longer need, or ask who runs Saath for more space."),
        )


class DiskFull(FileNotKept):
    """The machine has no room left."""

    message = _("The disk of the server is full.")
    what_to_do = _("Tell who runs Saath, and try again when there is room.")


class NoContentHost(SaathError):
    """The shop has no host of its own for what customers send."""

    message = _("This shop has no address for files yet.")
    what_to_do = _("Ask who runs Saath to add one.")
