"""Apps of others ask to be let in: OAuth 2.0 (RFC 6749, 7636, 7009, 7662, 8414, 9207), as strictly as RFC 9700 asks."""
