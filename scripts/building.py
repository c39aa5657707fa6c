"""Build the whole site: check the sources, pack the runtime, generate, finish."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts import postbuild, runtime, source_check

ROOT = runtime.ROOT
SITE = ROOT / "site"


def build(site: Path = SITE) -> None:
    """Write the site. Stops with the mistakes, one a line, where the sources have any."""
    print("Checking the sources …", flush=True)
    if mistakes := source_check.check():
        sys.exit("\n".join(mistakes))
    runtime.build()
    print("Generating the pages …", flush=True)
    part = site.with_name(site.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    generate = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(part)]
    # A fixed day keeps the generator's own dates (sitemap) from changing two builds of one commit.
    env = os.environ | {"SOURCE_DATE_EPOCH": "1767225600", "NO_MKDOCS_2_WARNING": "true"}
    if subprocess.run(generate, cwd=ROOT, env=env).returncode:
        sys.exit("The generator stopped; its message is above.")
    postbuild.finish(part)
    # The finished site replaces the old one in one go: a server beside never sees half of it.
    shutil.rmtree(site, ignore_errors=True)
    part.rename(site)
    print(f"Built {site}", flush=True)
