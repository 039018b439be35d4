"""The same workload in the languages of other rule engines, each as its own users would write it."""
