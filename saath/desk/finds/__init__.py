"""What "Find or do" finds on the desk: one source a file, registered by `config/wiring.py`."""
