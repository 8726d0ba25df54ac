"""What follows from what was said: frozen values, concrete, and of no operator alone."""
