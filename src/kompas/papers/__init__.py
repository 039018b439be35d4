"""Papers: what is printed besides letters, as the whole file of a case or the minutes of a meeting.

Door: `kompas.papers.paper.Paper` is what a paper says, `kompas.papers.printing.Printing` prints it
within a budget, with contents and page numbers. Nothing here knows where the words come from.
"""
