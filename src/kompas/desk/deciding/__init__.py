"""Writing a decision: its form, what is proposed, and which field mends which finding."""
