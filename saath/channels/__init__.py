"""How messages come in and go out: one contract, one registry line and one adapter a channel."""
