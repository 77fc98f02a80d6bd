"""Pages for the shop's customers and for whoever was sent a link: on the shopper host, in the shop's name."""
