"""Puts the JSON files of several `evidence-worlds` runs (parts of the worlds, or more boards by --first) into the tables of docs/calibration.md.

    python3 benchmarks/peers/worlds_table.py run1.json run2.json …
"""
import json
import math
import sys

SUMS = ("boards", "supported", "contradicted", "promising", "better_rows", "better_supported", "better_supported_or_promising", "false_rows",
        "pairs_of_one_person", "pairs_merged", "pairs_merged_falsely")


def wilson(hits, n, z=1.959963984540054):
    p = hits / n
    middle, half, under = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)), 1 + z * z / n
    return 100 * (middle - half) / under, 100 * (middle + half) / under


def cell(hits, n, limit):
    low, high = wilson(hits, n)
    text = f"{100 * hits / n:.1f} ({max(low, 0):.1f}-{high:.1f})"
    return f"**{text}**" if limit is not None and low > limit else text


def read(files):
    lines, seen = {}, set()
    for file in files:
        with open(file, encoding="utf-8") as opened:
            run = json.load(opened)
        for line in run["lines"]:
            part = (line["world"], run["first"], run["seed"])
            if part in seen:
                continue
            seen.add(part)
            known = lines.setdefault(line["world"], dict(line, **{name: 0 for name in SUMS}))
            for name in SUMS:
                known[name] += line[name]
    return lines


def main(files):
    lines = read(files)
    groups = []
    for line in lines.values():
        if line["group"] not in groups:
            groups.append(line["group"])
    for group in groups:
        print(f"\n### {group}\n")
        rows = [line for line in lines.values() if line["group"] == group]
        if group == "power":
            print("| world | boards | better leagues found | before `vs_own_rest` | false rows a board |\n| --- | ---: | ---: | ---: | ---: |")
            for r in rows:
                print(f"| {r['world']} | {r['boards']} | {cell(r['better_supported'], r['better_rows'], None)} | {cell(r['better_supported_or_promising'], r['better_rows'], None)} | {r['false_rows'] / r['boards']:.3f} |")
            continue
        pairs = any(r["pairs_of_one_person"] + r["pairs_merged_falsely"] for r in rows)
        print(f"| world | boards | `Supported` | `Contradicted` | `Promising` |{' pairs of one person merged | pairs of others merged |' if pairs else ''}\n| --- | ---: | ---: | ---: | ---: |{' ---: | ---: |' if pairs else ''}")
        for r in rows:
            limits = (5, 10, 10) if r["promised"] else (None, None, None)
            skilled = group == "everywhere"
            text = f"| {r['world']}{'' if r['promised'] else ' (not promised)'} | {r['boards']} | {cell(r['supported'], r['boards'], limits[0])} | {cell(r['contradicted'], r['boards'], limits[1])} | {cell(r['promising'], r['boards'], None if skilled else limits[2])} |"
            print(text + (f" {r['pairs_merged']} of {r['pairs_of_one_person']} | {r['pairs_merged_falsely']} |" if pairs else ""))


if __name__ == "__main__":
    main(sys.argv[1:])
