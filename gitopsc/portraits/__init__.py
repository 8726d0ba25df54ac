"""Documents about a plan, for the people who meet it in a repository."""
