"""The language of complaints."""
