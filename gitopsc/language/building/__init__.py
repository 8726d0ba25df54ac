"""From entries without mistakes to the model. Nothing is checked here, and nothing reported."""
