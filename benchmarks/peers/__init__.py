"""The same workload in other rule engines, each as its own users would write it."""
