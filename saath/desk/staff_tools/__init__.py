"""What a colleague works out beside a conversation: small tools, each one file; `config/wiring.py` fills their registry."""
