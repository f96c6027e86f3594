"""Understanding a returned form: from cells to answers and doubts. Nothing dropped, nothing guessed.

identify  whose form is it, and is it genuine          sheets    which sheet holds the answers
layout    which column is which                        match     which row is which matter
office    what was changed where only the office may   values    what each changed cell says
validate  what contradicts what                        signs     comments, strokes, hidden parts
"""
