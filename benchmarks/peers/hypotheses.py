"""Recomputes a frozen set, its hash and its looks by what docs/evidence.md says ("Frozen hypotheses"), and compares.

    python3 benchmarks/peers/hypotheses.py <set.json> <folder of the discovery's run roots> <folder of the look's run roots> [more folders]

All looks in the file beside the set are taken to be at those folders together. Prints what was compared; exit code 1 where something
differs (figures: by more than 2e-9). Python's own library only.
"""
import base64
import collections
import copy
import datetime
import glob
import hashlib
import json
import math
import os
import struct
import sys

import evidence

NEEDED = 2e-9


def digest(data):
    return hashlib.sha256(data).hexdigest()


def canonical(value):
    return json.dumps(value, indent=2, sort_keys=True).encode()


def hash_without(value, name):
    return digest(canonical({k: v for k, v in value.items() if k != name}))


def event_hash(name):
    return struct.unpack(">Q", hashlib.sha256(name.encode()).digest()[:8])[0]


def seconds(text):
    return int(datetime.datetime.fromisoformat(text).timestamp())


class Run:
    def __init__(self, file):
        with open(file, "rb") as opened:
            raw = opened.read()
        self.file, self.hash, data = file, digest(raw), json.loads(raw)
        self.key = data["wallet"].strip().lower() or "name:" + data["user"]
        self.order = (data["generated_at"], data["run_id"], self.hash)
        self.signature, self.signed = data["signature"], data["signed_positions"]
        self.data = data
        self.times = {}
        for _, _, row in self.rows():
            known = row["first_time"] is not None and not (row["first_close"] is not None and row["first_buy"] is None)
            time = min(row["first_time"], row["first_buy"] if row["first_buy"] is not None else row["first_time"]) if known else -math.inf
            event = event_hash(row["event"])
            self.times[event] = min(self.times.get(event, math.inf), time)

    def rows(self):
        for segment, variants in self.data["segments"].items():
            for variant, rows in variants.items():
                for row in rows:
                    yield segment, variant, dict(zip(self.data["columns"], row))


def read(folder):
    return [Run(f) for f in sorted(glob.glob(os.path.join(folder, "*", "segment_statistics.json")))]


def content(runs):
    return digest("".join(h + "\n" for h in sorted({r.hash for r in runs})).encode())


def seen(runs):
    wallets = collections.defaultdict(list)
    for run in runs:
        wallets[run.key].append(run)
    found = []
    for key in sorted(wallets):
        newest = max(wallets[key], key=lambda r: r.order)
        events = sorted({e for r in wallets[key] for e in r.times})
        found.append({
            "key": key, "signed_positions": newest.signed,
            "signature": None if newest.signature is None else base64.b64encode(struct.pack("<128I", *newest.signature)).decode(),
            "events": base64.b64encode(struct.pack(f">{len(events)}Q", *events)).decode()})
    return found


def owners(runs, known, merge):
    """Components of runs and seen wallets: same wallet, or signatures that say so."""
    nodes = [(r.key, r.signature, r.signed) for r in runs]
    nodes += [(s["key"], None if s["signature"] is None else struct.unpack("<128I", base64.b64decode(s["signature"])), s["signed_positions"]) for s in known]
    root = list(range(len(nodes)))

    def find(i):
        while root[i] != i:
            i = root[i]
        return i

    for i, (key, signature, signed) in enumerate(nodes):
        for j in range(i):
            other, theirs, their_signed = nodes[j]
            one = key == other
            if merge and not one and signature and theirs and signed >= 10 and their_signed >= 10:
                share = sum(x == y for x, y in zip(signature, theirs)) / 128
                one = share >= 0.5 and share / (1 + share) * (signed + their_signed) >= 10
            if one:
                a, b = sorted((find(i), find(j)))
                root[b] = a
    groups = collections.defaultdict(lambda: ([], []))
    for i in range(len(nodes)):
        groups[find(i)][0 if i < len(runs) else 1].append(runs[i] if i < len(runs) else known[i - len(runs)])
    return [g for g in groups.values() if g[0]]


def new_events(frozen, runs):
    """The owners' figures of the events that count, and what was left out."""
    after, users = seconds(frozen["frozen_at"]), []
    overlap = collections.Counter(owners=0, owners_seen=0, events=0, events_seen=0, events_before=0)
    unique = list({r.hash: r for r in runs}.values())
    for own, known in owners(unique, frozen["seen"], frozen["rule"]["merge_owners"]):
        before = set()
        for wallet in known:
            raw = base64.b64decode(wallet["events"])
            before.update(struct.unpack(f">{len(raw) // 8}Q", raw))
        times = {}
        for run in own:
            for event, time in run.times.items():
                times[event] = min(times.get(event, math.inf), time)
        wanted = {e for e, t in times.items() if t > after and e not in before}
        overlap.update(owners=bool(wanted), owners_seen=bool(wanted) and bool(known), events=len(wanted),
                       events_seen=sum(e in before for e in times), events_before=sum(t <= after and e not in before for e, t in times.items()))
        wallets = []
        for key in sorted({r.key for r in own}):
            rows, taken = collections.defaultdict(list), set()
            for run in sorted((r for r in own if r.key == key), key=lambda r: r.order, reverse=True):
                for segment, variant, row in run.rows():
                    place = segment, variant, event_hash(row["event"])
                    if place[2] in wanted and place not in taken:
                        taken.add(place)
                        rows[segment, variant].append(row)
            segments = {name: ([evidence.Point(r["event"], r) for r in held], {part: math.fsum(r[part] for r in held) for part in (
                "positions", "clv_positions", "notional", "clv_notional", "pct_notional_sum", "money_sum", "resolved", "wins")}) for name, held in rows.items()}
            wallets.append(evidence.User(key, [key], None, 0, None, segments))
        if wanted:
            users.append(wallets[0] if len(wallets) == 1 else evidence.pool(wallets))
    return users, dict(overlap, chosen_until=None)  # no batch of these was chosen by profits after the freeze


def look(frozen, users, number, parked):
    alpha = (1 - frozen["rule"]["level"]) / (number * (number + 1))
    rule = dict(copy.deepcopy(frozen["rule"]), level=1 - 2 * alpha, merge_owners=False)
    rows = {(o["segment_key"], o["variant"]): o for o in evidence.board(users, rule)}
    claims, p = frozen["hypotheses"], []
    for claim in claims:
        row = rows.get((claim["segment"], claim["variant"]))
        mean = (row or {}).get("follow_through", {}).get("mean")
        sign = 1 if claim["direction"] == "Above" else -1
        tested = row and row.get("p") is not None and mean is not None and (claim["segment"], claim["variant"]) not in parked
        p.append((row["p"] / 2 if mean * sign > 0 else 1 - row["p"] / 2) if tested else None)
    holm, most = [1.0] * len(p), 0.0
    for place, i in enumerate(sorted(range(len(p)), key=lambda i: 1 if p[i] is None else p[i])):
        most = max(most, min(1.0, (len(p) - place) * (1 if p[i] is None else p[i])))
        holm[i] = most
    results = []
    for claim, one, adjusted in zip(claims, p, holm):
        if (claim["segment"], claim["variant"]) in parked:
            results.append({"verdict": "Parked"})
            continue
        row = rows.get((claim["segment"], claim["variant"])) or {}
        mean = row.get("follow_through") or {}
        far = None if mean.get("upper") is None else mean["upper"] if claim["direction"] == "Above" else -mean["lower"]
        verdict = "Confirmed" if one is not None and adjusted <= alpha else "Refuted" if one is not None and far < claim["smallest_effect"] else "Open"
        results.append({"verdict": verdict, "p": one, "holm_p": adjusted, "mean": mean.get("mean"), "lower": mean.get("lower"), "upper": mean.get("upper"),
                        "owners": row.get("users", 0) if mean else 0, "events": row.get("events", 0) if mean else 0})
    return alpha, results


class Comparison:
    def __init__(self):
        self.count, self.wrong, self.worst = 0, [], 0.0

    def same(self, what, theirs, mine):
        self.count += 1
        if isinstance(theirs, float) and isinstance(mine, (int, float)):
            difference = abs(theirs - mine) / max(abs(theirs), abs(mine), 1e-7)
            self.worst = max(self.worst, difference)
            if difference > NEEDED:
                self.wrong.append(f"{what}: {theirs} there, {mine} here")
        elif theirs != mine:
            self.wrong.append(f"{what}: {str(theirs)[:60]} there, {str(mine)[:60]} here")


def main(arguments):
    file, discovery, later = arguments[0], arguments[1], arguments[2:]
    with open(file, "rb") as opened:
        raw = opened.read()
    frozen, c = json.loads(raw), Comparison()
    c.same("canonical bytes", digest(raw.replace(b"\r", b"")), digest(canonical(frozen)))
    c.same("content_hash", frozen["content_hash"], hash_without(frozen, "content_hash"))
    first = read(discovery)
    c.same("batch content", frozen["batch"]["content"], content(first))
    for theirs, mine in zip(frozen["seen"], seen(first), strict=True):
        for name in mine:
            c.same(f"seen {mine['key']} {name}", theirs[name], mine[name])
    runs = [r for folder in later for r in read(folder)]
    users, overlap = new_events(frozen, runs)
    beside = os.path.splitext(file)[0] + ".looks.json"
    with open(beside, encoding="utf-8") as opened:
        looks = json.load(opened)
    previous, parked = frozen["content_hash"], set()
    for entry in looks["entries"]:
        c.same("previous", entry["previous"], previous)
        c.same("hash", entry["hash"], hash_without(entry, "hash"))
        previous = entry["hash"]
        parked |= {(p["segment"], p["variant"]) for p in entry["parked"]}
        if entry["look"]:
            c.same("look's contents", sorted(b["content"] for b in entry["batches"]), sorted(content(read(f)) for f in later))
            c.same("overlap", entry["overlap"], overlap)
            alpha, results = look(frozen, users, entry["look"], parked)
            c.same("level", entry["level"], alpha)
            for theirs, mine in zip(entry["results"], results, strict=True):
                for name, value in mine.items():
                    c.same(f"{theirs['segment']} {name}", theirs[name], value)
    print(f"{c.count} things compared, {len(frozen['hypotheses'])} hypotheses, {len(frozen['seen'])} wallets; largest relative difference of a figure {c.worst:.1e}")
    print("\n".join(c.wrong) or "all as in the files")
    return 1 if c.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
