PYTHON ?= python3

.PHONY: run test bench check messages lock
run test bench check messages lock:
	@$(PYTHON) dev.py $@
