"""Live chat: visitors of the shop's pages, what they post, and what they may read. The domain, no pages."""
