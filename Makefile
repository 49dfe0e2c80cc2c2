# Every target is a command of packaging/start.py, which works the same without make (Windows: py packaging\start.py run).
# More words for a command go into ARGS: make test ARGS="-n0 tests/learning"

PYTHON ?= python3
COMMANDS := prepare run test check bench soak tour pictures

.DEFAULT_GOAL := help
.PHONY: help $(COMMANDS)

help $(COMMANDS):
	@$(PYTHON) packaging/start.py $@ $(ARGS)
