#!/usr/bin/env bash
# Installs the emulators of AWS that CI deploys to and tests against, once: DynamoDB Local (Maven, Java 17) and ministack
# (PyPI, Python 3), and cfn-lint. Prints the folder. Needs mvn, java and python3; about 60 s and 250 MB.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
folder=${EMULATORS:-${XDG_CACHE_HOME:-$HOME/.cache}/shenguan-emulators}
stamp=$folder/installed
wanted=$(cat "$here/pom.xml" "$here/requirements.txt" | cksum)

if [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ]; then
  for tool in mvn java python3; do
    command -v "$tool" >/dev/null || { echo "emulators need $tool, which is not installed" >&2; exit 1; }
  done
  rm -rf "$folder"
  mkdir -p "$folder"
  mvn -q -B -f "$here/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
    -DoutputDirectory="$folder/dynamodb-local" -DincludeScope=runtime >&2
  python3 -m venv "$folder/python"
  "$folder/python/bin/pip" install -q --disable-pip-version-check -r "$here/requirements.txt" >&2
  echo "$wanted" >"$stamp"
fi
echo "$folder"
