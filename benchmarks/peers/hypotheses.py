"""Recomputes a frozen set, its hash and its looks by what docs/evidence.md says ("Frozen hypotheses"), and compares.

    python3 benchmarks/peers/hypotheses.py <set.json> <batch root of the discovery> [<look 1> <look 2> ...]

A look is its batch roots with commas between, in any order. Sets before it (-After) are checked by their hashes. Prints what was
compared; exit code 1 where something differs (figures: by more than 2e-9). `hypotheses.ps1` makes sets and looks for it.
Python's own library only.
"""
import base64
import collections
import copy
import datetime
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
    def __init__(self, file, user):
        with open(file, "rb") as opened:
            raw = opened.read()
        self.file, self.hash, data = file, digest(raw), json.loads(raw)
        self.key = data["wallet"].strip().lower() or "name:" + user
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


class Batch:
    """The users' runs that a batch names, and until when they were chosen by profits."""

    def __init__(self, root):
        with open(os.path.join(root, "per_user_results.json"), encoding="utf-8") as opened:
            users = [u for u in json.load(opened)["per_user"] if u["run_root"]]
        files = [(os.path.join(u["run_root"], "segment_statistics.json"), u["user"]) for u in users]
        self.runs = [Run(file, user) for file, user in files if os.path.isfile(file)]
        self.content = content(self.runs)
        with open(os.path.join(root, "segment_evidence.json"), encoding="utf-8") as opened:
            evidence_file = json.load(opened)
        self.id, self.created_at = evidence_file["batch_id"], evidence_file["created_at"]
        day = evidence_file["selected_until"] if evidence_file["user_selection"] == "Profit" else None
        self.chosen_until = None if day is None else (day + 1) * 86400 - 1

    def named(self):
        return {"content": self.content, "created_at": self.created_at, "id": self.id}


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


def new_events(frozen, batches):
    """The owners' figures of the events that count, and what was left out."""
    after, users = seconds(frozen["frozen_at"]), []
    chosen = max((b.chosen_until for b in batches if b.chosen_until is not None), default=-math.inf)
    until = datetime.datetime.fromtimestamp(chosen, datetime.timezone.utc).isoformat() if chosen > after else None
    after = max(after, chosen)
    overlap = collections.Counter(owners=0, owners_seen=0, events=0, events_seen=0, events_before=0)
    unique = list({r.hash: r for b in batches for r in b.runs}.values())
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
    return users, dict(overlap, chosen_until=until)


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
            results.append({"verdict": "Parked", "p": None, "holm_p": adjusted, "mean": None, "lower": None, "upper": None, "owners": 0, "events": 0})
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

    def same(self, what, theirs, mine, scale=1e-7):
        """Figures are compared by their own size, at least `scale`: an interval's end near zero is a difference of larger numbers."""
        self.count += 1
        if isinstance(theirs, float) and isinstance(mine, (int, float)):
            difference = abs(theirs - mine) / max(abs(theirs), abs(mine), scale)
            self.worst = max(self.worst, difference)
            if difference > NEEDED:
                self.wrong.append(f"{what}: {theirs} there, {mine} here")
        elif theirs != mine:
            self.wrong.append(f"{what}: {str(theirs)[:60]} there, {str(mine)[:60]} here")


PARKING = {"batches": [], "level": 0, "look": 0, "results": [],
           "overlap": {"chosen_until": None, "events": 0, "events_before": 0, "events_seen": 0, "owners": 0, "owners_seen": 0}}


def read_checked(file, c):
    """A file whose bytes are canonical."""
    with open(file, "rb") as opened:
        raw = opened.read()
    value = json.loads(raw)
    c.same(f"{os.path.basename(file)} canonical bytes", digest(raw.replace(b"\r", b"")), digest(canonical(value)))
    return value


def read_looks(file, frozen, c):
    """The entries beside a set, and their chain of hashes."""
    beside = os.path.splitext(file)[0] + ".looks.json"
    if not os.path.isfile(beside):
        return []
    looks, previous = read_checked(beside, c), frozen["content_hash"]
    c.same("looks' set", looks["set"], frozen["content_hash"])
    for entry in looks["entries"]:
        c.same("previous", entry["previous"], previous)
        c.same("hash", entry["hash"], hash_without(entry, "hash"))
        previous = entry["hash"]
    return looks["entries"]


def check_before(file, frozen, c):
    """The sets before it, along the chain."""
    while frozen["after"]:
        named, file = frozen["after"], os.path.join(os.path.dirname(file), frozen["after"]["file"])
        frozen = read_checked(file, c)
        c.same("hash of the set before", named["hash"], hash_without(frozen, "content_hash"))
        hashes = [e["hash"] for e in read_looks(file, frozen, c)]
        c.same("its last entry then", named["looks"] in ["", *hashes], True)


def check_look(entry, frozen, batches, number, parked, c):
    c.same("look's number", entry["look"], number)
    c.same("look's batches", entry["batches"], sorted((b.named() for b in batches), key=lambda b: b["content"]))
    users, overlap = new_events(frozen, batches)
    c.same("overlap", entry["overlap"], overlap)
    alpha, results = look(frozen, users, number, parked)
    c.same("level", entry["level"], alpha)
    for theirs, mine in zip(entry["results"], results, strict=True):
        width = 1e-7 if theirs["upper"] is None else theirs["upper"] - theirs["lower"]
        for name, value in mine.items():
            c.same(f"look {number} {theirs['segment']} {name}", theirs[name], value, width if name in ("mean", "lower", "upper") else 1e-7)


def main(arguments):
    file, discovery, given = arguments[0], arguments[1], [a.split(",") for a in arguments[2:]]
    c = Comparison()
    frozen, first = read_checked(file, c), Batch(discovery)
    c.same("content_hash", frozen["content_hash"], hash_without(frozen, "content_hash"))
    c.same("batch", frozen["batch"], first.named())
    for theirs, mine in zip(frozen["seen"], seen(first.runs), strict=True):
        for name in mine:
            c.same(f"seen {mine['key']} {name}", theirs[name], mine[name])
    check_before(file, frozen, c)
    parked, number, entries = set(), 0, read_looks(file, frozen, c)
    c.same("looks given", sum(e["look"] > 0 for e in entries), len(given))
    for entry in entries:
        parked |= {(p["segment"], p["variant"]) for p in entry["parked"]}
        if entry["look"]:
            number += 1
            check_look(entry, frozen, [Batch(r) for r in given[number - 1]], number, parked, c)
        else:
            for name, value in PARKING.items():
                c.same(f"parking's {name}", entry[name], value)
    print(f"{c.count} things compared, {len(frozen['hypotheses'])} hypotheses, {len(frozen['seen'])} wallets, {number} looks; "
          f"largest relative difference of a figure {c.worst:.1e}")
    print("\n".join(c.wrong) or "all as in the files")
    return 1 if c.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
