"""Public pages: each standard in plain Danish, what changes between two, and the guide.

`site.site` makes them all from the norms, as files by name; `guide.guide_of` is the guide to one
standard; `questions.read_questions` reads what it asks the citizen. Pure: nothing is written here,
and nothing about a citizen is ever known here.
"""
