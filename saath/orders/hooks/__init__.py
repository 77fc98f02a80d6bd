"""The door through which platforms and couriers tell: one address for each connection, on the shopper host."""
