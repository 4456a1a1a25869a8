PYTHON ?= python3

.PHONY: run test bench check messages lock

run:
	@$(PYTHON) dev.py run

test:
	@$(PYTHON) dev.py test

bench:
	@$(PYTHON) dev.py bench

check:
	@$(PYTHON) dev.py check

messages:
	@$(PYTHON) dev.py messages

lock:
	@$(PYTHON) dev.py lock
