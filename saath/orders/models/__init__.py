"""Orders, what is in them and where they are, and where they are heard of."""

from saath.orders.models.act import ActLimit, OrderAct
from saath.orders.models.cash_rule import CashRule
from saath.orders.models.connection import Connection
from saath.orders.models.courier_figures import CourierFigures
from saath.orders.models.delivery_rule import DeliveryRule
from saath.orders.models.figures import CustomerFigures
from saath.orders.models.line import Line
from saath.orders.models.offer import Offer, PaymentAccount, Sale
from saath.orders.models.order import Order
from saath.orders.models.order_import import ImportFault, OrderImport
from saath.orders.models.payment import Payment
from saath.orders.models.product import Product, ProductWord, Variant
from saath.orders.models.received import Received
from saath.orders.models.refund import Refund
from saath.orders.models.returned import Return
from saath.orders.models.shipment import Scan, Shipment

__all__ = [
    "ActLimit",
    "CashRule",
    "Connection",
    "CourierFigures",
    "CustomerFigures",
    "DeliveryRule",
    "ImportFault",
    "Line",
    "Offer",
    "Order",
    "OrderAct",
    "OrderImport",
    "Payment",
    "PaymentAccount",
    "Product",
    "ProductWord",
    "Received",
    "Refund",
    "Return",
    "Sale",
    "Scan",
    "Shipment",
    "Variant",
]
