"""Laws that hold for every valid spec, tried on random ones."""
