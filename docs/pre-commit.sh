#!/bin/sh
# A git hook that stops a commit which changes a notice gravely. Copy it to .git/hooks/pre-commit and make it executable;
# NOTICES names the folder of notices, FAIL_ON the gravest finding that stops (high, medium, low or any).
# "git commit --no-verify" lets a change pass that has been looked at.
folder=${NOTICES:-notices}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
git diff --cached --name-only --diff-filter=M -- "$folder" > "$work/changed"
code=0
while IFS= read -r file; do
    suffix=${file##*.}
    git show "HEAD:$file" > "$work/before.$suffix"
    git show ":$file" > "$work/after.$suffix"
    echo "$file" >&2
    notice-nlp compare "$work/before.$suffix" "$work/after.$suffix" --fail-on "${FAIL_ON:-high}" >&2 || code=1
done < "$work/changed"
exit $code
