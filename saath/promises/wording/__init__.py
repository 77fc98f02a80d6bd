"""The texts by which Saath speaks by itself: in one place, worded by language, shown as a customer reads them."""
