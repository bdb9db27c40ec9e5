#!/usr/bin/env bash
# Prints where Chromium is; installs it from the machine's packages, with Chinese letters, where there is none.
set -euo pipefail

found() { command -v "${CHROMIUM:-chromium}" || command -v chromium-browser || command -v google-chrome; }

if ! found >/dev/null; then
  {
    timeout 120 apt-get update
    DEBIAN_FRONTEND=noninteractive timeout 600 apt-get install -y --no-install-recommends chromium fonts-noto-cjk
  } >&2
fi
found
