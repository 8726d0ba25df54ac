"""The workshop that builds trees for flux."""
