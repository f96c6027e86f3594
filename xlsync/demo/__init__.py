"""The demo office: an invented city whose figures are those of the seed's year."""
