"""Ways out, the addresses that use them, and the domains behind those."""

from saath.sending.models.domain import DkimKey, MailDomain
from saath.sending.models.outlet import Outlet
from saath.sending.models.way_out import FORMER, WayOut

__all__ = ["FORMER", "DkimKey", "MailDomain", "Outlet", "WayOut"]
