"""Programs: where the desk and the API differ."""

from __future__ import annotations

ONLY_FOR_PROGRAMS: dict[str, str] = {
    "saath.programs.actions.keys.hold_key": "keys and uses of tokens, which a person at the desk has not",
    "saath.programs.actions.keys.keep_answer": "keys and uses of tokens, which a person at the desk has not",
    "saath.programs.actions.keys.release_key": "keys and uses of tokens, which a person at the desk has not",
    "saath.programs.actions.tokens.note_use": "keys and uses of tokens, which a person at the desk has not",
}
NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.programs.actions.tokens.create_token": "a program that makes tokens would outlive its own",
    "saath.programs.actions.tokens.revoke_token": "who let a program in takes it away, not the program",
}
