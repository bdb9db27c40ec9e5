#!/usr/bin/env bash
# What CI does with a real browser: installs Chromium where it is missing, runs the tests that need it.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
export CHROMIUM
CHROMIUM=$("$here/install.sh")
cd "$here/../.."
npm run --silent test:browser
