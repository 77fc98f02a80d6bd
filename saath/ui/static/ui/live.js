// One live stream for a browser.
