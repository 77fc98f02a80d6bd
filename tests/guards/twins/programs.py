"""Programs: where the desk and the API differ."""

from __future__ import annotations

LETS_IN = "who may come in is decided by a person, never by a program that is in"
ONLY_FOR_PROGRAMS: dict[str, str] = {
    "saath.programs.actions.keys.hold_key": "keys and uses of tokens, which a person at the desk has not",
    "saath.programs.actions.keys.keep_answer": "keys and uses of tokens, which a person at the desk has not",
    "saath.programs.actions.keys.release_key": "keys and uses of tokens, which a person at the desk has not",
    "saath.programs.actions.tokens.note_use": "keys and uses of tokens, which a person at the desk has not",
}
NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.programs.actions.admissions.admit_app": LETS_IN,
    "saath.programs.actions.admissions.end_admission": LETS_IN,
    "saath.programs.actions.apps.change_app": LETS_IN,
    "saath.programs.actions.apps.register_app": LETS_IN,
    "saath.programs.actions.apps.remove_app": LETS_IN,
    "saath.programs.actions.apps.renew_app_secret": LETS_IN,
    "saath.programs.actions.exchanging.exchange_tokens": "the door itself, by which an app gets its tokens",
    "saath.programs.actions.exchanging.take_token_back": "the door itself, at which an app gives its token back",
    "saath.programs.actions.tokens.create_token": "a program that makes tokens would outlive its own",
    "saath.programs.actions.tokens.revoke_token": "who let a program in takes it away, not the program",
}
