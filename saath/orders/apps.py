"""What customers have bought, and where it is."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """Orders as the shop's platform and its couriers tell of them, kept beside the customers who placed them."""

    name = "saath.orders"
    label = "orders"
