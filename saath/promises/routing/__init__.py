"""Who gets what: one rule that anybody can be told the reasons of."""
