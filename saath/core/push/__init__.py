"""Web Push: messages sealed for one browser or app (RFC 8291), signed for its push service (RFC 8292), handed over (RFC 8030)."""
