"""What start-up pays for the machine: importing `app.system` loads nothing heavy, and little at all."""

import json
import pkgutil
import subprocess
import sys

import pytest

import app.system

HEAVY = {"keyring", "numpy", "miniaudio", "espeakng_loader", "platformdirs", "font_manrope", "asyncio"}
HEAVY |= {"PySide6", "sqlalchemy", "psycopg", "httpx"}  # and what has no place in this layer at all
MODULES = sorted(module.name for module in pkgutil.iter_modules(app.system.__path__))


@pytest.mark.parametrize("name", MODULES)
def test_importing_a_module_of_the_system_loads_nothing_heavy(name: str) -> None:
    code = f"import app.system.{name}, sys, json; print(json.dumps(sorted(sys.modules)))"
    loaded = json.loads(subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True).stdout)
    assert HEAVY.isdisjoint(loaded)


def test_naming_the_home_reading_settings_and_making_ids_load_nothing_heavy() -> None:
    code = "import sys, json, tempfile; from pathlib import Path\n"
    code += "from app.system import clock, ids, logs, paths, resources, settings, secrets, sound, voices\n"
    code += "home = paths.Paths(Path(tempfile.mkdtemp())); settings.save(home, settings.load(home)[0]); ids.new_id(); clock.now()\n"
    code += "secrets.Secrets(home); resources.tokens(); voices.Voices(home); sound.Sound(1.0)\n"
    code += "print(json.dumps(sorted(sys.modules)))"
    loaded = json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    assert HEAVY.isdisjoint(loaded)
