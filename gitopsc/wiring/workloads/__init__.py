"""What one workload is made of: what it brings, and what the scopes change about it."""
