"""The Argo CD workshop."""
