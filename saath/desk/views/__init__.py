"""One file a screen: parse, one action or query, render."""
