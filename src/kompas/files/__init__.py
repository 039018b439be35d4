"""Files of outsiders: what they are, what in them acts by itself, and a copy without; mails read.

What a file is, its content says, never its name. Nothing here knows cases or the database; what
reads a file in depth runs in a worker process.

Door: `kompas.files.kind.media_type_of` for what a file is, `kompas.files.other_kinds.refusal` for
one that is not taken in, `kompas.files.inspection.inspect` for what acts in it,
`kompas.files.inspection.clean` for the copy, `kompas.files.mail.read` for a mail,
`kompas.files.name.original_name` and `kompas.files.name.download_name` for what it is called.
"""
