"""The kinds of mistakes of shape, by what they are about."""
