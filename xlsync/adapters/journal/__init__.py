"""The journal on SQLAlchemy Core: an SQLite file by default, any database by URL."""
