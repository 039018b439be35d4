"""Two fictional municipalities, unlike the shipped ones, written as data alone.

Each lies wholly in a folder of its own, with its words, its standard and what the guide asks, and
is put beside the shipped norms without a change in them.
"""
