"""What words mean: from the tree to the topology."""
