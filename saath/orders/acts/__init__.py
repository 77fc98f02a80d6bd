"""What is done to an order from the desk: asked, summed up, approved where it costs much, sent to its platform once."""
