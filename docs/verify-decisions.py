"""Computes the chain of decisions anew: python3 verify-decisions.py FILE.jsonl"""

import hashlib
import json
import sys


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def main(path):
    previous = "0" * 64
    number = entries = own = redacted = 0
    with open(path, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            fields = json.loads(line)
            if entries == 0 and "previousHash" in fields:
                previous = fields["previousHash"]
                number = fields["number"] - 1
            entries += 1
            number += 1
            if fields["number"] != number:
                sys.exit(f"Entry {number} is missing.")
            if "entry" in fields:
                own += 1
                canonical = json.dumps(
                    fields["entry"], sort_keys=True, separators=(",", ":"), ensure_ascii=False
                )
                if sha256(canonical) != fields["digest"]:
                    sys.exit(f"Entry {number} was changed.")
            if "redacted" in fields:
                redacted += 1
            previous = sha256(previous + fields["digest"])
            if previous != fields["hash"]:
                sys.exit(f"Entry {number} does not follow on the entry before it.")
    print(f"Intact: {entries} entries up to number {number}, {own} of them in full. Newest hash: {previous}")
    if redacted:
        print(f"{redacted} lost personal data: their digests stand, what they say since is not proven by this file.")


main(sys.argv[1])
