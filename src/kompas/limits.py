"""How much may come in, be kept and be worked on: every limit of Kompas, each with its unit.

One table for all ways in and all rooms; `docs/limits.md` is made from it. What the law or a
municipality's standard bounds stands in the norms, what an installation sets in
`kompas.register.environment`.
"""

# ---------------------------------------------------------------- what people write

LONGEST_TEXT = 20_000
"""Characters of one text, some seven printed pages."""
LONGEST_LINE = 200
"""Characters of a name, a title and whatever else stands on one line."""
LONGEST_CODE = 100
"""Characters of a name that the norms, the units or the papers of a case know."""
LONGEST_NUMBER = 60
"""Characters of a case number; PostgreSQL cannot look up what is much longer."""
LONGEST_KEY = 50
"""Characters of what a unit or a user is named by in the record."""
LONGEST_SHOWN = 60
"""Characters of a name that nobody knows, as a refusal repeats it."""
LONGEST_WORD = 1_000
"""Characters without a space between them; an archive's PDF has no room for much longer ones."""
MOST_LINES = 1_000
"""Lines of one text, however short they are: each takes its place on paper."""
LARGEST_LOGO_BYTES = 100_000
"""Bytes of a municipality's logo, which each of its letters holds."""
MOST_PHRASES = 100
"""Standard texts of one unit."""
MOST_ITEMS = 500
"""Items of one list."""
LONGEST_WHOLE = 200_000
"""Characters of all texts that come in at once: a decision with every part of it."""
LONGEST_SEARCH_TEXT = 100_000
"""Characters of a case that search reads, the beginning and then the newest first: some fifty full
pages.

PostgreSQL keeps at most 1 MB of words for a row, and a character takes up to four bytes there.
"""
LONGEST_SEARCH_TITLES = 10_000
"""Characters of the titles of papers that are found by a beginning, or with a slip: some 200."""

# ---------------------------------------------------------------- what is made in a worker process

MOST_WORKERS = 2
"""Files that are made at once on one machine, however many servers run on it."""
MOST_ORDERS = 40
"""Files that are waited for at once; who asks for one more is told to come back."""
MOST_ORDERS_OF_ONE = 3
"""Files that one user waits for at once."""
ORDER_KEPT_SECONDS = 10 * 60
"""So long a file that was made can be fetched; then it is made anew."""

LETTER_PROCESSOR_SECONDS = 20
"""Seconds of processor that a letter may take; the longest that can be written takes 2."""
LETTER_MEMORY_BYTES = 1_000_000_000
"""Bytes of address space while a letter is made."""
PRINT_PROCESSOR_SECONDS = 60
"""Seconds of processor that a case's file may take in one go."""
PRINT_ONE_PROCESSOR_SECONDS = 20
"""Seconds of processor that one paper of it may take, tried alone when the whole took too much."""
PRINT_MEMORY_BYTES = 1_500_000_000
"""Bytes of address space while a case's file is made."""
PRINT_WHOLE_SECONDS = 600
"""Seconds by the clock for all tries of a case's file; papers not reached by then are left out."""
WORKER_CLOCK_SECONDS = 180
"""Seconds by the clock that a worker has, which may also have to wait for the disk."""
MADE_FILE_BYTES = 500_000_000
"""Bytes of a file that a worker makes."""

MOST_PAGES = 400
"""Pages of one paper that are printed in a case's file; a longer one is named."""
MOST_PAGES_WHOLE = 4_000
"""Pages of all papers of a case's file together."""
MOST_PIXELS = 40_000_000
"""Pixels of one picture that is printed: an A4 page scanned at 600 dots an inch has 35 million."""
MOST_PIXELS_WHOLE = 400_000_000
"""Pixels of all pictures of a case's file together."""
LONGEST_PRINTED_TEXT = 500_000
"""Characters of a text file that is printed."""
MOST_PRINTED_LINES = 20_000
"""Lines of a text file that is printed, some 400 pages."""

# ---------------------------------------------------------------- what comes in from outside

LARGEST_ANONYMOUS_BODY_BYTES = 16_000
"""Bytes that who is not signed in may send, and anybody to an address that is no form."""
LARGEST_FORM_BYTES = 3_000_000
"""Bytes of a form: all that may be typed at once, each sign written as the browser writes it."""
UPLOAD_FRAME_BYTES = 200_000
"""Bytes around the files that are sent: the other fields of their form."""
MOST_FILES_AT_ONCE = 20
"""Files that are put on a case in one go."""
UPLOAD_IN_LARGEST = 2
"""Files of one go together, counted in the largest that one may be (`KOMPAS_DOCUMENT_MAX_MB`)."""
MOST_HELD_OF_ONE = 60
"""Files that came in from one user and wait for their titles; the oldest go when there are more."""
LARGEST_DRAFT_BYTES = 1_000_000
"""Bytes of what is kept while a form is typed."""
MOST_DRAFTS_OF_ONE = 500
"""Forms that one user has begun and not recorded."""
MOST_REMINDERS_OF_ONE = 100
"""Reminders that one user has and has not done with."""
LONGEST_ABSENCE_DAYS = 366
"""Days that somebody is away at once, with another standing in for them."""
MOST_GRANTS_AT_ONCE = 20_000
"""Rows of a file of running grants that are taken over in one go."""
LARGEST_GRANTS_BYTES = 10_000_000
"""Bytes of such a file; a row takes some 200."""
LONGEST_WAY_BACK = 2_000
"""Characters of the address to which one goes on after signing in."""

# ---------------------------------------------------------------- signing in

SIGN_IN_WINDOW_SECONDS = 15 * 60
"""So long a failed sign-in counts."""
FREE_TRIES = 5
"""Failed sign-ins by a name that cost no wait; then the wait doubles with each."""
FREE_TRIES_OF_ADDRESS = 100
"""Failed sign-ins from an address that cost no wait: a whole town hall may be behind one."""
LONGEST_WAIT_SECONDS = 60
"""Seconds that a name waits at most after a failed sign-in."""
LONGEST_WAIT_OF_ADDRESS_SECONDS = 4
"""Seconds that an address waits at most after a failed sign-in."""

# ---------------------------------------------------------------- files that come into a case

MOST_ZIP_PARTS = 5_000
"""Parts of a Word file."""
LARGEST_ZIP_PART_BYTES = 100_000_000
"""Bytes of one part of a Word file, unpacked."""
LARGEST_ZIP_WHOLE_BYTES = 300_000_000
"""Bytes of all parts of a Word file together, unpacked."""
MOST_PDF_OBJECTS = 1_000_000
"""Objects of a PDF that are looked through for what acts by itself."""
LONGEST_FILE_NAME_BYTES = 120
"""Bytes of the name under which a file is kept and handed out, without its ending."""
LONGEST_SHOWN_TEXT = 100_000
"""Characters of a text file or a mail that are shown on a page, some forty full pages."""
INSPECTION_PROCESSOR_SECONDS = 20
"""Seconds of processor for looking through a file that comes in, or for making a clean copy."""
INSPECTION_MEMORY_BYTES = 1_500_000_000
"""Bytes of address space for it."""

# ---------------------------------------------------------------- mails

MOST_MAIL_LAYERS = 100
"""Layers of a mail (MIME) that are opened, however they lie: each costs every line within it."""
MOST_MAIL_PARTS = 2_000
"""Parts of a mail that are looked at."""
MOST_MAIL_ATTACHMENTS = 100
"""Attachments of a mail that are listed and can be taken out; the rest are counted."""
LONGEST_MAIL_HEADER = 10_000
"""Characters of one line in the head of a mail that are read: some 200 recipients."""
LONGEST_MAIL_HTML = 400_000
"""Characters of a mail's web page that are made into text."""
