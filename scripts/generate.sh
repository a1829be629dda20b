#!/usr/bin/env bash
# Writes the files whose facts live in code: LANGUAGE.md, and the syntax files of editors/. With --check writes nothing
# and ends with 1 when one of them is stale. DLS_BINARY is the dls to ask (default .build/release/dls).
set -euo pipefail
cd "$(dirname "$0")/.."

export DLS_LANG=en
dls=${DLS_BINARY:-.build/release/dls}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$dls" convert notebooks/language.dls "$folder/language.md"
"$dls" doc --as markdown >"$folder/reference.md"
# The sections of the page as links, the way that GitHub names them.
contents() {
  awk '/^```/ { code = !code }
    !code && /^## / {
      name = substr($0, 4); anchor = tolower(name)
      gsub(/[^a-z0-9 -]/, "", anchor); gsub(/ /, "-", anchor)
      if (seen[anchor]++) anchor = anchor "-" (seen[anchor] - 1)
      printf "%s[%s](#%s)", (n++ ? " · " : ""), name, anchor
    }
    END { print "" }' "$folder/language.md" "$folder/reference.md"
}
{
  echo "<!-- Written by scripts/generate.sh from notebooks/language.dls and the sources. -->"
  echo
  head -n 1 "$folder/language.md"
  echo
  contents
  tail -n +2 "$folder/language.md"
  echo
  cat "$folder/reference.md"
} >"$folder/LANGUAGE.md"
mkdir -p "$folder/editors/vscode/syntaxes" "$folder/editors/vim/syntax"
"$dls" doc --as textmate >"$folder/editors/vscode/syntaxes/dls.tmLanguage.json"
"$dls" doc --as vim >"$folder/editors/vim/syntax/dls.vim"

stale=0
for file in LANGUAGE.md editors/vscode/syntaxes/dls.tmLanguage.json editors/vim/syntax/dls.vim; do
  cmp -s "$folder/$file" "$file" && continue
  if [ "${1:-}" = --check ]; then
    echo "$file is stale: run scripts/generate.sh" >&2
    diff -u "$file" "$folder/$file" | head -n 20 >&2 || true
    stale=1
  else
    mkdir -p "$(dirname "$file")"
    cp "$folder/$file" "$file"
  fi
done
exit "$stale"
