"""What follows from what was said: names resolved, scopes applied, places made concrete."""
