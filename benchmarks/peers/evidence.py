"""Recomputes segment_evidence.json from the users' segment_statistics.json by what docs/evidence.md says, and compares.

    python3 benchmarks/peers/evidence.py <folder of run roots> <segment_evidence.json> [more pairs]

Prints for every figure how often it was compared and the largest relative difference; exit code 1 where one is above 2e-9 (the
file has ten digits). Not recomputed: the words of reasons, and what needs the project's own random numbers (bootstrap, placebo).
Python's own library only.
"""
import collections
import glob
import hashlib
import json
import math
import os
import sys

from evidence_math import (Fit, benjamini_hochberg, normal_quantile, sign_test, t_quantile, t_two_sided, wilson)

RESIDUAL = ("unknown", "Unknown")
NEEDED = 2e-9


def price(value):
    return None if value is None else round(value, 9)


class Point:
    """The first position of one game, and the notional of all."""

    def __init__(self, event, row):
        self.event, self.day, self.notional = event, row["day"], row["notional"]
        self.buy, self.time = row["first_buy"], row["last_time"]
        self.average, self.close = price(row["first_average"]), price(row["first_close"])
        self.five, self.first = price(row["first_5m"]), price(row["first_price"])
        self.fee = row["first_fee"]

    def value(self, measure):
        start = {"follow_through": self.five, "total": self.average}[measure]
        return None if self.close is None or start is None else cents(self.close, start)

    def start(self, measure):
        return self.five if measure == "follow_through" else self.average

    def shown(self, name, spread):
        if name in ("follow_through", "total"):
            return self.value(name)
        if name == "execution":
            return None if self.five is None or self.first is None else cents(self.five, self.first)
        if name == "net":
            f = self.value("follow_through")
            return None if f is None or self.fee is None else f - self.fee - spread
        if name == "percent":
            return None if self.close is None or self.average is None else (self.close - self.average) / self.average
        if self.close is None or self.average is None or self.close in (0, 1) or self.average in (0, 1):
            return None
        return round(math.log(self.close / (1 - self.close)) - math.log(self.average / (1 - self.average)), 9)


def cents(to, start):
    return (round(to * 1e9) - round(start * 1e9)) / 1e7


class User:
    def __init__(self, name, wallets, signature, signed, automated, segments):
        self.name, self.wallets, self.signature, self.signed, self.automated = name, wallets, signature, signed, automated
        self.segments = segments  # (segment, variant) -> (points, sums)
        self.key = wallets[0]

    @property
    def in_b(self):
        return hashlib.sha256(self.key.encode()).digest()[0] & 1 == 1


def read_user(file):
    with open(file, encoding="utf-8") as opened:
        data = json.load(opened)
    segments = {}
    for segment, variants in data["segments"].items():
        for variant, rows in variants.items():
            rows = [dict(zip(data["columns"], row)) for row in rows]
            points = [Point(row["event"], row) for row in rows]
            segments[segment, variant] = points, {name: math.fsum(row[name] for row in rows) for name in (
                "positions", "clv_positions", "notional", "clv_notional", "pct_notional_sum", "money_sum", "resolved", "wins")}
    activity = data["activity"]
    fills = activity["fills"] / activity["active_days"] if activity.get("fills") is not None and activity.get("active_days") else None
    sides = activity["two_sided_markets"] / activity["markets"] if activity.get("two_sided_markets") is not None and activity.get("markets") else None
    automated = None if fills is None and sides is None else (fills or 0) > 30 or (sides or 0) > 0.2
    return User(data["user"], [data["wallet"].lower()], data["signature"], data["signed_positions"], automated, segments)


def owners(users):
    """Half of the signature equal and ten positions in common, along chains."""
    users = sorted(users, key=lambda u: u.key)
    root = list(range(len(users)))

    def find(i):
        while root[i] != i:
            i = root[i]
        return i

    for i, a in enumerate(users):
        for j in range(i):
            b = users[j]
            if a.signature and b.signature and a.signed >= 10 and b.signed >= 10:
                share = sum(x == y for x, y in zip(a.signature, b.signature)) / 128
                if share >= 0.5 and share / (1 + share) * (a.signed + b.signed) >= 10:
                    one, other = sorted((find(i), find(j)))
                    root[other] = one
    groups = collections.defaultdict(list)
    for i, user in enumerate(users):
        groups[find(i)].append(user)
    return [group[0] if len(group) == 1 else pool(group) for group in groups.values()]


def pool(group):
    segments = {}
    for key in {k for user in group for k in user.segments}:
        parts = [user.segments[key] for user in group if key in user.segments]
        games = {}
        for points, _ in parts:
            for point in points:
                games.setdefault(point.event, []).append(point)
        merged = []
        for points in games.values():
            best = min((p for p in points), key=lambda p: (p.close is None, p.buy if p.buy is not None else math.inf))
            best.notional = math.fsum(p.notional for p in points)
            merged.append(best)
        segments[key] = merged, {name: math.fsum(sums[name] for _, sums in parts) for name in parts[0][1]}
    known = [u.automated for u in group if u.automated is not None]
    return User(f"{group[0].name} (+{len(group) - 1})", [w for u in group for w in u.wallets], None, 0, any(known) if known else None, segments)


class Row:
    def __init__(self, key, users, rule):
        self.key, self.rule = key, rule
        self.residual = key[0].split(":", 1)[-1] in RESIDUAL
        held = [u for u in users if key in u.segments]
        lined = [u for u in held if u.segments[key][1]["clv_positions"] > 0]

        def measure(user):
            return "follow_through" if any(p.value("follow_through") is not None for p in user.segments[key][0]) else "total"

        counts = collections.Counter(measure(u) for u in lined)
        self.measure = min(counts, key=lambda m: (-min(counts[m], rule["min_users"]), m), default="total")
        self.members = sorted((u for u in lined if measure(u) == self.measure), key=lambda u: u.key)
        self.others = len(lined) - len(self.members)
        self.all = held
        starts = [(p.start(self.measure), p.value(self.measure), p.close) for u in self.members for p in u.segments[key][0] if p.value(self.measure) is not None]
        self.mean_price = math.fsum(s for s, _, _ in starts) / len(starts) if starts else None
        self.room = math.fsum(10000 * s * (1 - s) for s, _, _ in starts)
        self.squares = math.fsum(v * v for _, v, _ in starts)
        self.rare = self.rare_outcomes()
        self.near = sum(c <= rule["near_payout"] or c >= 1 - rule["near_payout"] for _, _, c in starts) / len(starts) if starts else None
        self.has_payouts = any(c in (0, 1) for _, _, c in starts)
        self.is_floored = bool(starts) and (
            self.mean_price < rule["extreme_price"] or self.mean_price > 1 - rule["extreme_price"]
            or self.near > rule["max_near_payout_share"] or self.has_payouts)
        self.floor = 0.0

    def points(self, user):
        return user.segments[self.key][0]

    def rare_outcomes(self):
        """How many rare outcomes of equal weight a row of payouts would show: a game has its own once, as heavy as all who hold it."""
        held = [(p.event, min(p.start(self.measure), 1 - p.start(self.measure))) for u in self.members for p in self.points(u) if p.value(self.measure) is not None]
        owners = collections.Counter(event for event, _ in held)
        weighed = math.fsum(owners[event] * r for event, r in held)
        return math.fsum(r for _, r in held) ** 2 / weighed if weighed > 0 else 0.0

    def values(self, name, where=lambda point: True):
        """(user, [(point, value)]) of the users who have it."""
        found = []
        for user in self.members:
            own = [(p, p.shown(name, self.rule["follower_spread"])) for p in self.points(user) if where(p)]
            own = [(p, v) for p, v in own if v is not None]
            if own:
                found.append((user, own))
        return found


def ordinary_where_it_counts(fit, floor):
    return fit.ordinary if floor > 0 or fit.hk < fit.ordinary / 2 else None


class Studies:
    """Users' means with one variance an event, pooled within users."""

    def __init__(self, groups, floor=0.0):
        self.groups = groups
        self.n = [len(g) for _, g in groups]
        self.y = [math.fsum(v for _, v in g) / len(g) for _, g in groups]
        self.events, self.users = sum(self.n), len(groups)
        self.free = self.events - self.users
        self.own_squares = [math.fsum((v - y) ** 2 for _, v in g) for (_, g), y in zip(groups, self.y)]
        self.squares = math.fsum(self.own_squares)
        self.scale = max((abs(y) for y in self.y), default=0.0)
        within = self.squares / self.free if self.free > 0 else None
        self.within = None if within is None or within <= (1e-9 * self.scale) ** 2 else within
        if floor > 0:
            self.within = max(floor, self.within or 0.0)
        self.floor = floor
        self.v = [self.within / n if self.within is not None else 1.0 for n in self.n]
        self.fit = Fit(self.y, self.v) if self.users > 1 else None
        self.ordinary = ordinary_where_it_counts(self.fit, floor) if self.fit and self.within is not None else None
        self.ordinary_free = self.free if self.free > 0 else self.users - 1
        if self.fit and self.error <= 1e-9 * self.scale:
            self.fit = None

    @property
    def error(self):
        return max(self.fit.hk, self.ordinary or 0.0)

    def third(self):
        """Third moment of the events (of the users' means, where each user's events are equal) less its own error; None below three."""
        flat = self.squares <= (1e-9 * self.scale) ** 2 * self.events
        values = self.y if flat else [v for _, g in self.groups for _, v in g]
        n = len(values)
        if n < 3:
            return None, flat
        mean = math.fsum(values) / n
        third = n * math.fsum((v - mean) ** 3 for v in values) / ((n - 1) * (n - 2))
        variance = math.fsum((v - mean) ** 2 for v in values) / (n - 1)
        noise = math.sqrt(6 * n / ((n - 1) * (n - 2))) * variance ** 1.5
        return math.copysign(max(0.0, abs(third) - noise), third), flat

    def parts(self):
        """(user, point, share of the event in the mean times its distance from it)."""
        for (user, group), w, n in zip(self.groups, self.fit.weights, self.n):
            for point, value in group:
                yield user, point, w / self.fit.sum / n * (value - self.fit.mean)

    def shares(self):
        for (user, group), w, n in zip(self.groups, self.fit.weights, self.n):
            for point, _ in group:
                yield user, point, w / self.fit.sum / n


def floored(fit, variance, measure, shares):
    """The squared error where a variance floor counts: what owners hold of a game is added up, with its side, before it is squared."""
    held = [(user, point, share * (-1 if point.start(measure) > 0.5 else 1)) for user, point, share in shares]
    return fit.ordinary ** 2 + variance * excess(held, lambda p: p.event, False)


def excess(parts, key, neighbours):
    total, own = collections.defaultdict(float), collections.defaultdict(float)
    for user, point, part in parts:
        total[key(point)] += part
        own[user.key, key(point)] += part
    added = math.fsum(t * t for t in total.values()) - math.fsum(t * t for t in own.values())
    if neighbours:
        added += 2 * math.fsum(t * total[k + 1] for k, t in list(total.items()) if k is not None and k + 1 in total)
        added -= 2 * math.fsum(t * own[u, k + 1] for (u, k), t in list(own.items()) if k is not None and (u, k + 1) in own)
    return max(0.0, added)


class Test:
    def __init__(self, mean, hk, ordinary, ordinary_free, users, skewed, games, game_excess, floor_error, days, day_excess, level):
        self.mean, self.users = mean, users
        self.game_error, self.day_error = math.sqrt(max(hk * hk + game_excess, floor_error)), math.sqrt(hk * hk + day_excess)
        self.user_p = t_two_sided(mean / hk, users - 1) if hk > 0 else 0.0
        if ordinary is not None:
            self.user_p = max(self.user_p, t_two_sided(mean / ordinary, ordinary_free))
        self.skew_p = None if skewed is None else t_two_sided(skewed, users - 1)
        game_free, day_free = min(users, games) - 1, min(users, days) - 1
        self.game_p = t_two_sided(mean / self.game_error, game_free) if games > 1 else None
        self.day_p = t_two_sided(mean / self.day_error, day_free) if days > 1 else None
        self.p = max(self.user_p, self.skew_p or 0.0, 1.0 if self.game_p is None else self.game_p, 1.0 if self.day_p is None else self.day_p)
        tail = 0.5 + level / 2
        half = hk * t_quantile(tail, users - 1)
        if ordinary is not None:
            half = max(half, ordinary * t_quantile(tail, ordinary_free))
        if games > 1:
            half = max(half, self.game_error * t_quantile(tail, game_free))
        if days > 1:
            half = max(half, self.day_error * t_quantile(tail, day_free))
        self.lower, self.upper = mean - half, mean + half
        self.largest = max(hk, ordinary or 0.0, self.game_error, self.day_error)


def clusters(rule, variant):
    weeks = rule["cluster_by"].lower() == "week"
    key = (lambda p: None if p.day is None else (p.day + 3) // 7) if weeks else (lambda p: p.day)
    return key, not weeks and variant == "markout_24h"


def mean_test(studies, rule, row):
    fit = studies.fit
    (third, flat), spread = studies.third(), None
    powers = [w ** 3 / (1 if flat else n ** 2) for w, n in zip(fit.weights, studies.n)]
    if third is not None and fit.hk > 0:
        spread = fit.hk
        skew, t = third * math.fsum(powers) / fit.sum ** 3 / spread ** 3, fit.mean / spread
        spread = t + skew * t * t / 3 + skew * skew * t ** 3 / 27 + skew / 6
    day, neighbours = clusters(rule, row.key[1])
    parts = list(studies.parts())
    return Test(
        fit.mean, fit.hk, studies.ordinary, studies.ordinary_free, studies.users, spread,
        len({p.event for _, p, _ in parts}), excess(parts, lambda p: p.event, False),
        floored(fit, studies.within, row.measure, studies.shares()) if row.floor > 0 else 0.0,
        len({day(p) for _, p, _ in parts}), excess(parts, day, neighbours), rule["level"])


def rest_test(row, rows, studies):
    """Inside less outside, for users who have both."""
    dimension, rule = row.key[0].split(":", 1)[0], row.rule
    elsewhere = [r for r in rows if r is not row and not r.residual and r.key[1] == row.key[1] and r.key[0].split(":", 1)[0] == dimension]
    both = []
    for (user, inside), y, n, squares in zip(studies.groups, studies.y, studies.n, studies.own_squares):
        outside = [(p, p.value(row.measure)) for r in elsewhere if r.key in user.segments for p in user.segments[r.key][0]]
        outside = [(p, v) for p, v in outside if v is not None]
        if outside:
            mean = math.fsum(v for _, v in outside) / len(outside)
            both.append((user, inside, y, n, squares, outside, mean, math.fsum((v - mean) ** 2 for _, v in outside)))
    if len(both) < 2:
        return len(both) if len(both) > 1 else 0, None
    free_in, free_out = sum(b[3] - 1 for b in both), sum(len(b[5]) - 1 for b in both)
    s_in = max(row.floor, math.fsum(b[4] for b in both) / free_in if free_in else 0.0)
    s_out = math.fsum(b[7] for b in both) / free_out if free_out else 0.0
    known = s_in > 1e-18 and s_out > 1e-18
    fit = Fit([b[2] - b[6] for b in both], [s_in / b[3] + s_out / len(b[5]) if known else 1.0 for b in both])
    parts, shares, inside_games, inside_days = [], [], set(), set()
    day, neighbours = clusters(rule, row.key[1])
    for weight, (user, inside, _, n, _, outside, mean, _) in zip(fit.weights, both):
        for point, value in inside:
            parts.append((user, point, weight / fit.sum / n * (value - mean - fit.mean)))
            shares.append((user, point, weight / fit.sum / n))
            inside_games.add(point.event)
            inside_days.add(day(point))
        parts.extend((user, point, -weight / fit.sum / len(outside) * (value - mean)) for point, value in outside)
    return len(both), Test(
        fit.mean, fit.hk, ordinary_where_it_counts(fit, row.floor) if known else None, max(1, free_in + free_out), len(both), None,
        len(inside_games), excess(parts, lambda p: p.event, False), floored(fit, s_in, row.measure, shares) if known and row.floor > 0 else 0.0, len(inside_days), excess(parts, day, neighbours), rule["level"])


def described(studies, rule, test=None):
    """The fields of one measure."""
    fields = {"users": studies.users, "events": studies.events, "within_variance": studies.within}
    if studies.fit is None:
        fields["mean"] = math.fsum(v for _, g in studies.groups for _, v in g) / studies.events
        return fields
    fit, error, tail = studies.fit, studies.error, 0.5 + rule["level"] / 2
    half = fit.hk * t_quantile(tail, studies.users - 1)
    if studies.ordinary is not None:
        half = max(half, studies.ordinary * t_quantile(tail, studies.ordinary_free))
    fields.update(mean=fit.mean, standard_error=error, lower=test.lower if test else fit.mean - half, upper=test.upper if test else fit.mean + half)
    if studies.within is None:
        return fields
    plain = Fit(studies.y, studies.v, tau2=fit.dl_tau2)
    fields.update(tau2=fit.tau2, i_squared=fit.i2, q=fit.q, der_simonian_laird_mean=plain.mean, der_simonian_laird_error=plain.ordinary,
                  der_simonian_laird_tau2=fit.dl_tau2, der_simonian_laird_i_squared=plain.i2)
    if studies.users > 2:
        half = t_quantile(tail, studies.users - 2) * math.sqrt(fit.tau2 + error * error)
        fields.update(prediction_lower=fit.mean - half, prediction_upper=fit.mean + half)
    return fields


def part(groups, rule):
    if not groups:
        return {"users": 0, "events": 0}
    fields = described(Studies(groups), rule)
    return {name: fields.get(name) for name in ("users", "events", "mean", "lower", "upper")}


def leave_one_out(studies, row):
    fields = {}
    if studies.fit is None or studies.users < 3:
        return fields
    means = []
    for i in range(studies.users):
        rest = Studies(studies.groups[:i] + studies.groups[i + 1:], row.floor)
        if rest.fit:
            means.append((rest.fit.mean, studies.groups[i][0].key))
    low, high = min(means)[0], max(means)[0]
    decisive = low if studies.fit.mean > 0 else high
    # Copiers can weigh exactly the same: any of them is right.
    fields.update(leave_one_out_lowest=low, leave_one_out_highest=high, leave_one_out_holds=low > 0, hangs_on={n for m, n in means if abs(m - decisive) < 1e-9})
    return fields


def analyse(row, rows, rule):
    points = [(u, p) for u in row.members for p in row.points(u) if p.value(row.measure) is not None]
    sums = {name: math.fsum(u.segments[row.key][1][name] for u in row.members) for name in ("positions", "clv_positions", "notional", "clv_notional", "pct_notional_sum", "money_sum", "resolved", "wins")}
    out = {"segment_key": row.key[0], "variant": row.key[1], "residual": row.residual, "basis": "events", "test_measure": row.measure,
           "users_of_other_kind": row.others, "positions": sums["positions"], "notional": sums["notional"], "notional_weight": sums["clv_notional"], "money": sums["money_sum"]}
    groups = row.values(row.measure)
    out["wallets"] = sum(len(u.wallets) for u in row.members)
    out["clv_coverage"] = sums["clv_positions"] / sums["positions"] if sums["positions"] else None
    out["notional_weighted_percent"] = sums["pct_notional_sum"] / sums["clv_notional"] if sums["clv_notional"] else None
    out["win_rate"] = sums["wins"] / sums["resolved"] if sums["resolved"] else None
    known = [u.automated for u in row.members if u.automated is not None]
    out["automated_user_share"] = sum(known) / len(known) if known else None
    studies = Studies(groups, row.floor)
    out.update(users=studies.users, events=studies.events, distinct_events=len({p.event for _, p in points}))
    day, _ = clusters(rule, row.key[1])
    out["days"] = len({day(p) for _, p in points})
    lined = sum(p.close is not None for u in row.members for p in row.points(u))
    out["tested_share"] = studies.events / lined if lined else None
    money, by_user, by_event, count = math.fsum(p.notional for _, p in points), collections.Counter(), collections.Counter(), collections.Counter()
    for user, point in points:
        by_user[user.key] += point.notional
        by_event[point.event] += point.notional
        count[point.event] += 1
    out["effective_size"] = money ** 2 / math.fsum(p.notional ** 2 for _, p in points) if money else 0.0
    out["top_user_share"] = max(studies.n) / studies.events
    out["top_user_notional_share"] = max(by_user.values()) / money if money else None
    out["top_event_share"] = max(count.values()) / studies.events
    out["top_event_notional_share"] = max(by_event.values()) / money if money else None
    out["positive_users"], out["negative_users"] = sum(y > 0 for y in studies.y), sum(y < 0 for y in studies.y)
    out["sign_p"] = sign_test(out["positive_users"], out["negative_users"])
    out["mean_price"], out["near_payout_share"], out["variance_floor"] = row.mean_price, row.near, row.floor or None
    totals = [p.value("total") for u in row.members for p in row.points(u) if p.close is not None]
    decided = [t for t in totals if t != 0]
    out["ties"] = len(totals) - len(decided)
    if decided:
        out["beat_close_rate"] = sum(t > 0 for t in decided) / len(decided)
        out["beat_close_lower"], out["beat_close_upper"] = wilson(sum(t > 0 for t in decided), len(decided), normal_quantile(0.975))
    test = mean_test(studies, rule, row) if studies.fit else None
    gates = (studies.users >= rule["min_users"] and studies.events >= rule["min_events"] and out["days"] >= rule["min_days"] and sums["positions"] >= rule["min_positions"]
             and out["clv_coverage"] >= rule["min_clv_coverage"] and out["top_user_share"] <= rule["max_top_user_share"]
             and (out["top_user_notional_share"] or 0) <= rule["max_top_user_notional_share"] and out["top_event_share"] <= rule["max_top_event_share"])
    row.tested = bool(test) and gates and not row.residual
    out["detectable_effect"] = rule["detectable_in_errors"] * test.largest if test else None
    if row.tested:
        out.update(p=test.p, user_p=test.user_p, skew_adjusted_p=test.skew_p, game_error=test.game_error, game_p=test.game_p, day_error=test.day_error, day_p=test.day_p)
        number, against = rest_test(row, rows, studies)
        out["vs_own_rest"] = {"owners": number, "mean": against and against.mean, "lower": against and against.lower, "upper": against and against.upper,
                              "p": against.p if against and number >= rule["min_rest_owners"] else None}
    shown = {row.measure: described(studies, rule, test)}
    for name in ("total", "execution", "net", "percent", "log_odds"):
        if name == row.measure or (row.measure == "total" and name in ("execution", "net")):
            continue
        values = row.values(name)
        if not values:
            shown[name] = {"users": 0, "events": 0}
            continue
        if name == "net":
            own = Studies(values, row.floor)
            shown[name] = described(own, rule, mean_test(own, rule, row) if own.fit else None)
        else:
            shown[name] = described(Studies(values), rule)
    out.update(shown)
    times = sorted(p.time for _, p in points if p.time is not None)
    if times and times[0] < times[-1]:
        last_of_first = max(i for i, t in enumerate(times) if t == times[0])
        half = times[max(len(times) // 2, last_of_first + 1)]
        out["half_time"] = half
        out["early_half"] = part(row.values(row.measure, lambda p: p.time is not None and p.time < half), rule)
        out["late_half"] = part(row.values(row.measure, lambda p: p.time is not None and p.time >= half), rule)
    out["users_a"] = part([g for g in groups if not g[0].in_b], rule)
    out["users_b"] = part([g for g in groups if g[0].in_b], rule)
    out.update(leave_one_out(studies, row))
    if studies.fit:
        spread = t_quantile(0.5 + rule["level"] / 2, min(studies.free, 100000)) if studies.free > 0 and studies.within is not None else None
        out["heaviest_users"] = {g[0].key: {"mean": y, "weight": w / studies.fit.sum, "events": n,
                                             "lower": y - spread * math.sqrt(v) if spread else None, "upper": y + spread * math.sqrt(v) if spread else None}
                                 for g, y, w, n, v in zip(groups, studies.y, studies.fit.weights, studies.n, studies.v)}
    return out


def estimate(fields, z):
    """Mean and variance, of the ten digits that the file has."""
    mean, lower, upper = (float(f"{fields[name]:.10g}") for name in ("mean", "lower", "upper"))
    return mean, ((upper - lower) / (2 * z)) ** 2


def finish(found, rows, rule, selected):
    tested = [o for o, r in zip(found, rows) if r.tested]
    p = [o["p"] for o in tested]
    for o, q, any_q in zip(tested, benjamini_hochberg(p), benjamini_hochberg(p, math.fsum(1 / j for j in range(1, len(p) + 1)))):
        o["q"], o["q_any_dependence"] = q, any_q
    compared = [o for o in tested if o["vs_own_rest"]["p"] is not None]
    for o, q in zip(compared, benjamini_hochberg([o["vs_own_rest"]["p"] for o in compared])):
        o["vs_own_rest"]["q"] = q
    for o, row in zip(found, rows):
        mean = o[row.measure].get("mean")
        if not row.tested:
            o["verdict"] = "Insufficient"
        elif o["q"] > rule["max_q"]:
            o["verdict"] = "Unproven"
        elif mean < 0:
            o["verdict"] = "Contradicted"
        else:
            rest = o["vs_own_rest"]
            whole = row.measure == "follow_through" and rest.get("q") is not None and rest["q"] <= rule["max_q"] and rest["mean"] > 0 and not selected and o["skew_adjusted_p"] is not None
            o["verdict"] = "Supported" if whole else "Promising"
    z = normal_quantile(0.5 + rule["level"] / 2)
    for measure in ("follow_through", "total"):
        known = [o for o, r in zip(found, rows) if r.measure == measure and not r.residual and o[measure].get("lower") is not None]
        of = {id(o): estimate(o[measure], z) for o in known}
        estimates = [of[id(o)] for o in known if o["verdict"] != "Insufficient"]
        if len(estimates) < 2:
            continue
        prior = Fit([e for e, _ in estimates], [v for _, v in estimates])
        for o in known:
            mean, variance = of[id(o)]
            keep = prior.tau2 / (prior.tau2 + variance)
            half = z * math.sqrt(keep * variance + (1 - keep) ** 2 * prior.ordinary ** 2)
            o["shrunk_mean"] = prior.mean + keep * (mean - prior.mean)
            o["shrunk_lower"], o["shrunk_upper"] = o["shrunk_mean"] - half, o["shrunk_mean"] + half


def recompute(folder, evidence):
    rule = evidence["rule"]
    users = [read_user(f) for f in sorted(glob.glob(os.path.join(folder, "*", "segment_statistics.json")))]
    return board(users, rule, evidence.get("user_selection", "").lower() == "profit")


def board(users, rule, selected=False):
    users = owners(users) if rule["merge_owners"] else users
    keys = sorted({key for user in users for key in user.segments})
    rows = [row for row in (Row(key, users, rule) for key in keys) if row.values(row.measure)]
    boards = collections.defaultdict(lambda: [0.0, 0.0])
    paid = {(row.key[1], row.measure) for row in rows if row.has_payouts and row.key[1] == "markout_24h"}
    for row in rows:
        row.is_floored |= row.mean_price is not None and (row.key[1], row.measure) in paid
        for kind in (False, True) if row.is_floored else (False,):
            boards[row.key[1], row.measure, kind][0] += row.squares
            boards[row.key[1], row.measure, kind][1] += row.room
    for row in rows:
        if row.is_floored:
            shares = [boards[row.key[1], row.measure, kind] for kind in (False, True)]
            row.floor = min(1.0, max(3 / row.rare if row.rare > 0 else math.inf, *(s / r for s, r in shares))) * 10000 * row.mean_price * (1 - row.mean_price)
    found = [analyse(row, rows, rule) for row in rows]
    finish(found, rows, rule, selected)
    return found


SKIPPED = {"reasons", "rank", "bootstrap_lower", "bootstrap_upper", "beat_close_fair", "buckets", "wallet", "positions", "notional", "looks_automated", "user"}


class Comparison:
    def __init__(self):
        self.keys = {}  # a batch names users as its list does: the wallet says who it is
        self.count, self.worst, self.missing = collections.Counter(), collections.defaultdict(float), collections.Counter()

    def compare(self, path, theirs, ours, top=True):
        for name, value in theirs.items():
            here = f"{path}{name}"
            if name in SKIPPED and (not top or name not in ("positions", "notional")):
                continue
            if name == "heaviest_users":
                for line in value:
                    self.compare(here + ".", line, ours["heaviest_users"].get(self.keys[line["user"]], {}), False)
                continue
            mine = ours.get(name) if ours else None
            value = self.keys.get(value, value) if name == "hangs_on" else value
            if isinstance(value, dict):
                self.compare(here + ".", value, mine or {}, False)
            elif value is None and mine is None:
                self.count[here] += 1
            elif value is None or mine is None:
                self.missing[here] += 1
            elif isinstance(value, (str, bool)):
                self.count[here] += 1
                self.worst[here] = max(self.worst[here], 0.0 if value == mine or (isinstance(mine, set) and value in mine) else 1.0)
            else:
                self.count[here] += 1
                # What is left of zero by rounding is zero; shrinkage is of rounded figures, and its zero is theirs.
                least = 0.1 if name.startswith("shrunk_") else 1e-7
                self.worst[here] = max(self.worst[here], abs(value - mine) / max(abs(value), abs(mine), least))


def main(arguments):
    comparison = Comparison()
    for folder, file in zip(arguments[::2], arguments[1::2]):
        with open(file, encoding="utf-8") as opened:
            evidence = json.load(opened)
        ours = {(o["segment_key"], o["variant"]): o for o in recompute(folder, evidence)}
        comparison.keys = {line["user"]: (line["wallet"] or line["user"]).lower() for row in evidence["segments"] for line in row["heaviest_users"]}
        for row in evidence["segments"]:
            mine = ours.get((row["segment_key"], row["variant"]))
            if mine is None and not (row.get(row["test_measure"] or "") or {}).get("events"):
                print(f"{row['segment_key']} ({row['variant']}): no value of any measure, nothing to compare")
                continue
            comparison.compare("", row, mine or {})
    bad = False
    for name in sorted(set(comparison.count) | set(comparison.missing)):
        wrong = comparison.worst[name] > NEEDED or comparison.missing[name] > 0
        bad |= wrong
        print(f"{name:45} {comparison.count[name]:7} compared, largest difference {comparison.worst[name]:.1e}{f', {comparison.missing[name]} known to one side only' if comparison.missing[name] else ''}{'  <--' if wrong else ''}")
    print("differs" if bad else f"all as in the file to {NEEDED:g}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
