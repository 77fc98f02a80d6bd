"""The desk's settings as places of the navigation; `config/wiring.py` registers them."""

from django.utils.translation import gettext_lazy as _

from saath.ui.navigation import Entry

INCOMING = Entry(
    name="settings-incoming",
    label=_("Senders and spam"),
    icon="filter",
    url_name="desk:incoming",
    verb="store.settings",
    group=_("Mail settings"),
    place=943,
)
OUTSIDERS = Entry(
    name="settings-outsiders",
    label=_("People outside"),
    icon="truck",
    url_name="desk:outsiders",
    verb="conversation.reply",
    group=_("Settings"),
    place=926,
)
CASH = Entry(
    name="settings-cash",
    label=_("Cash on delivery"),
    icon="bag",
    url_name="desk:cash_rule",
    verb="store.settings",
    group=_("Settings"),
    place=932,
)
LIMITS = Entry(
    name="settings-limits",
    label=_("Limits"),
    icon="checks",
    url_name="desk:act_limits",
    verb="order.limits",
    group=_("Settings"),
    place=934,
)
TO_AGREE = Entry(
    name="acts",
    label=_("To agree to"),
    icon="checks",
    url_name="desk:acts_waiting",
    verb="order.approve",
    place=44,
)
OF_ORDERS = (CASH, LIMITS, TO_AGREE)
LEDGER = Entry(
    name="settings-ledger",
    label=_("Everything that came in"),
    icon="book",
    url_name="desk:ledger",
    verb="ledger.read",
    group=_("Mail settings"),
    place=944,
)
SUPPRESSED = Entry(
    name="settings-suppressed",
    label=_("Mail that came back"),
    icon="undo",
    url_name="desk:suppressed",
    verb="store.settings",
    group=_("Mail settings"),
    place=945,
)
CUSTOMERS = Entry(
    name="customers",
    label=_("Customers"),
    icon="users",
    url_name="desk:customers",
    verb="customer.read",
    group=_("Shop"),
    place=50,
)
PRODUCTS = Entry(
    name="products",
    label=_("Products"),
    icon="bag",
    url_name="desk:all_products",
    verb="order.read",
    group=_("Shop"),
    place=55,
)
PAYMENTS = Entry(
    name="settings-payments",
    label=_("Payment links"),
    icon="points",
    url_name="desk:payments",
    verb="payment.account",
    group=_("Settings"),
    place=933,
)
LATE = Entry(
    name="late",
    label=_("Late orders"),
    icon="truck",
    url_name="desk:late_orders",
    verb="order.read",
    group=_("Shop"),
    place=51,
)
ORDER_LIST = Entry(
    name="orders",
    label=_("Orders"),
    icon="box",
    url_name="desk:orders",
    verb="order.read",
    group=_("Shop"),
    place=52,
)
