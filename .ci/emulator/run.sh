#!/usr/bin/env bash
# What CI does with the emulators: installs them, lints the template of each stage, runs the tests that need them (the
# contracts of the adapters, and the real stack deployed by the real command line, used, deployed again, destroyed).
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
export EMULATORS
EMULATORS=$("$here/install.sh")

cd "$root"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
issuer=(-c issuer=https://id.example.gov.cn -c audience=shenguan -c jwksUri=https://id.example.gov.cn/jwks)
for stage in dev prod; do
  npx cdk synth -q -o "$out/$stage" -c stage="$stage" "${issuer[@]}" -c mailFrom=noreply@example.gov.cn -c alarmMail=ops@example.gov.cn >"$out/log" 2>&1 ||
    { cat "$out/log" >&2; exit 1; }
  # W3005: CDK has a function wait for its role, which the reference to it says already.
  "$EMULATORS/python/bin/cfn-lint" --ignore-checks W3005 -- "$out/$stage"/*.template.json
done
npm run --silent test:emulator
