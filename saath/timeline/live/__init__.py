"""The live stream: who watches a shop learns within milliseconds that something happened."""
