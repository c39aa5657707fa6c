"""Build the whole site: check the sources, pack the runtime, generate, finish."""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from scripts import onefile, postbuild, runtime, source_check

ROOT = runtime.ROOT
SITE = ROOT / "site"


def build(site: Path = SITE) -> None:
    """Write the site. Stops with the mistakes, one a line, where the sources have any."""
    print("Checking the sources …", flush=True)
    if mistakes := source_check.check():
        sys.exit("\n".join(mistakes))
    runtime.build()
    print("Generating the pages …", flush=True)
    # A folder of its own, beside the site so that moving is only renaming: two builds never meet.
    site.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f"{site.name}.part-", dir=site.parent))
    try:
        _generate(work / "new")
        _replace(site, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print(f"Built {site}", flush=True)


def _generate(part: Path) -> None:
    # Not --quiet: what it keeps quiet about, --strict does not count either.
    generate = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(part)]
    # A fixed day keeps the generator's own dates (sitemap) from changing two builds of one commit.
    env = os.environ | {"SOURCE_DATE_EPOCH": "1767225600", "NO_MKDOCS_2_WARNING": "true"}
    done = subprocess.run(generate, cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    if done.returncode:
        sys.exit(f"{done.stderr}The generator stopped; its message is above.")
    postbuild.finish(part, os.environ.get("SITE_URL", ""))
    onefile.build(part, os.environ.get("SITE_URL", ""))


def _replace(site: Path, work: Path) -> None:
    """Put ``work/new`` where the site is: two renames, so that a server beside never sees half a site."""
    for turn in range(9):
        old = work / f"old-{turn}"
        with suppress(FileNotFoundError):
            site.rename(old)
        try:
            (work / "new").rename(site)
            return
        except OSError:
            # Either another build put its own there in between, and this one follows it, or the old site comes back.
            if not site.exists():
                if old.exists():
                    old.rename(site)
                raise
    sys.exit(f"Other builds keep writing {site}. Run this one again when they have finished.")
