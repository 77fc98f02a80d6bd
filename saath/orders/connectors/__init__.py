"""Shop platforms and couriers, one file each."""
