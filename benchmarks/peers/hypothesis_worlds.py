"""Makes run roots for looks out of samples/later, such as a look must tell apart.

    python3 benchmarks/peers/hypothesis_worlds.py <set.json> <samples/later> <new folder> <seed>

In <new folder>/a, b and c come later runs of some of the users: of the same games again or of others, with values moved, events dropped
or in another segment, times that nobody knows, wallets in capitals or none, two runs of one wallet, wallets that were seen before
(some with games that were seen too), and strangers who bought what a seen wallet bought.
"""
import base64
import json
import os
import random
import shutil
import struct
import sys

DAY = 86400


def moved(data, days, tag, random_, names):
    """A later run of the same user."""
    place, fate, renamed, segments = {c: i for i, c in enumerate(data["columns"])}, {}, {}, {}
    for segment, variants in data["segments"].items():
        dimension = segment.split(":")[0]
        for variant, rows in variants.items():
            for row in rows:
                event = row[0]
                if event not in fate:
                    fate[event] = [random_.random() < p for p in (0.1, 0.05, 0.05, 0.05)]
                    renamed[event] = random_.choice(names) if names and random_.random() < 0.3 else event + tag
                dropped, no_time, no_buy, no_day = fate[event]
                to = random_.choice([s for s in data["segments"] if s.split(":")[0] == dimension]) if random_.random() < 0.06 else segment
                held = segments.setdefault(to, {}).setdefault(variant, [])
                if dropped or any(r[0] == renamed[event] for r in held):
                    continue
                row = [renamed[event], *row[1:]]
                for name, by in (("first_buy", days * DAY), ("first_time", days * DAY), ("last_time", days * DAY), ("day", days)):
                    if row[place[name]] is not None:
                        row[place[name]] += by
                if row[place["first_5m"]] is not None and random_.random() < 0.3:
                    row[place["first_5m"]] = min(0.999, max(0.001, round(row[place["first_5m"]] + random_.gauss(0, 0.02), 4)))
                for unknown, lost in ((no_time, ("first_time", "last_time")), (no_buy, ("first_buy",)), (no_day, ("day",))):
                    if unknown:
                        row[place[lost[0]]] = row[place[lost[-1]]] = None
                held.append(row)
    return dict(data, segments=dict(sorted(segments.items())))


def main(file, source, target, seed):
    random_ = random.Random(int(seed))
    with open(file, encoding="utf-8") as opened:
        seen = [s for s in json.load(opened)["seen"] if s["signature"]]
    known = {}  # the games of each seen wallet, by the run roots of the discovery beside the source
    for folder in sorted(os.listdir(os.path.join(os.path.dirname(file), "first"))):
        with open(os.path.join(os.path.dirname(file), "first", folder, "segment_statistics.json"), encoding="utf-8") as opened:
            data = json.load(opened)
        known[data["wallet"].lower()] = sorted({r[0] for v in data["segments"].values() for rows in v.values() for r in rows})
    for number, batch in enumerate("abc"):
        for user in sorted(os.listdir(source)):
            if random_.random() < 0.25:
                continue
            with open(os.path.join(source, user, "segment_statistics.json"), encoding="utf-8") as opened:
                data = json.load(opened)
            kind, again = random_.random(), random_.random()
            one = random_.choice(seen)
            if kind < 0.2:
                data["wallet"] = "0x" + data["wallet"][2:].upper()
            elif kind < 0.35:
                numbers = struct.unpack("<128I", base64.b64decode(one["signature"]))
                data["signature"] = [n if random_.random() < 0.7 else random_.getrandbits(31) for n in numbers]
                data["signed_positions"] = one["signed_positions"]
            elif kind < 0.5:
                data["wallet"] = one["key"]
            elif kind < 0.6:
                data["signature"], data["signed_positions"] = None, 0
            elif kind < 0.65:
                data["wallet"] = ""
            names = known[data["wallet"].lower()] if 0.35 <= kind < 0.5 else []
            runs = [(user, 0 if again < 0.5 else 5 * number, "" if again < 0.5 else "-" + batch)]
            runs += [(user + "-again", 3, "")] if random_.random() < 0.2 else []
            for name, days, tag in runs:
                made = dict(moved(data, days, tag, random_, names), user=name, run_id=f"{random_.getrandbits(64):016x}",
                            generated_at=f"2026-0{5 + number}-20T0{random_.randint(0, 5)}:00:00+00:00")
                shutil.copytree(os.path.join(source, user), os.path.join(target, batch, name))
                with open(os.path.join(target, batch, name, "segment_statistics.json"), "w", encoding="utf-8") as opened:
                    json.dump(made, opened)


if __name__ == "__main__":
    main(*sys.argv[1:])
