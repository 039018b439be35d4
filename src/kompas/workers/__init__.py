"""Work that outside input can make large, done in a process of its own that can be killed.

The process has limits on processor, memory and what it writes, is given nothing but its work, and
knows neither database nor secret. Nothing here knows what the work is about.

Door: `kompas.workers.process.run` does one piece of work within a `kompas.workers.budget.Budget`;
`kompas.workers.orders.place` has a file made while its page is shown,
`kompas.workers.orders.find` tells how far it is, `kompas.workers.orders.stop` ends it.
"""
