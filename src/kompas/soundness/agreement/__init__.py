"""Whether what the texts say is what the fields, the facts and the norms say."""
