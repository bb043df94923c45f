"""The protocol written a second time, in Python, only to say what the vectors expect."""
