"""What can be said: frozen values without text positions. Equality is meaning."""
