"""Mails (.eml, .msg) and archives (.zip), opened in memory under limits; no name from inside becomes a path."""
