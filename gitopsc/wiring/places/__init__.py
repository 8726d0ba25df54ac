"""Where things go: from `place … in … at …` to concrete slots."""
