"""What each kind of document says: facts for its template, every figure with the rows that it is counted from."""
