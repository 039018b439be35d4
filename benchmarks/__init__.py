"""The work that speed is measured on, beside the peers. README.md says what is measured and how."""
