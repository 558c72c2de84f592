#!/usr/bin/env bash
# Builds sdist, wheel from the sdist, and uses the wheel in a clean environment, far from the checkout.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
builder=$(cd "$(dirname "$BUILDER")" && pwd)/$(basename "$BUILDER")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$builder" -m pip install --quiet --disable-pip-version-check build
"$builder" -m build --quiet --outdir "$work/dist" "$top" 2>&1 | grep -v "^\*" || true
wheel=("$work"/dist/*.whl)
"$PYTHON" -m zipfile -l "${wheel[0]}" > "$work/names"
for wanted in data/prompts/tailor/v1/system.md.j2 data/bank/en/strategic.toml data/templates/kit.md.j2 \
    data/templates/kit.html.j2 data/templates/kit.css data/templates/kit.js py.typed; do
    grep -q "question_tailor/$wanted" "$work/names" || { echo "the wheel lacks $wanted"; exit 1; }
done
if grep -E '\.pth|(^| )tests/|cassettes/|examples/' "$work/names"; then
    echo "the wheel holds what it should not"
    exit 1
fi

"$PYTHON" -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check "${wheel[0]}[cli]"
cp "$top/examples/postings/cpo-freight-payments.md" "$top/examples/companies/freight-payments.md" "$work"
cd "$work"
env -u OPENAI_API_KEY -u OPENAI_BASE_URL "$work/env/bin/question-tailor" tailor cpo-freight-payments.md \
    --company freight-payments.md --offline --format json --out kit.json
"$work/env/bin/question-tailor" render kit.json --out kit.html
OPENAI_API_KEY=none "$work/env/bin/question-tailor" tailor cpo-freight-payments.md --model any --dry-run > requests.txt
grep -q "You prepare structured interviews" requests.txt
echo "wheel: installed clean, drafted a kit, rendered a prompt"
