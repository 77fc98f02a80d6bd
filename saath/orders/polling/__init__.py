"""Platforms and couriers are asked for what no delivery told of: deliveries come late, twice, or never."""
