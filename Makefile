PYTHON ?= python3

.PHONY: run test test-faults bench bench-scale check messages lock

run:
	@$(PYTHON) dev.py run

test:
	@$(PYTHON) dev.py test

test-faults:
	@$(PYTHON) dev.py test-faults

bench:
	@$(PYTHON) dev.py bench

bench-scale:
	@$(PYTHON) dev.py bench-scale

check:
	@$(PYTHON) dev.py check

messages:
	@$(PYTHON) dev.py messages

lock:
	@$(PYTHON) dev.py lock
