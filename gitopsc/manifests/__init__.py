"""The shapes of YAML and Kubernetes, usable alone."""
