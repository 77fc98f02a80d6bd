"""What Saath says by itself: a reminder, a kind closing, a thank-you. Each once, in open hours, and never in a flood."""
