"""The values of the plan."""
