"""What dependency bots read: which versions are theirs to raise, and how far."""
