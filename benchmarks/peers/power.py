"""The power worlds of `evidence-worlds` written down a second time, without anything of the product: what each part of the rule costs.

    python3 benchmarks/peers/power.py 200 30 2 0.053        boards, users, cents, s

Own games, 60 bets a user over 90 days, 20 leagues of which every fifth is better by so many cents, fair probit prices from 0.03 to 0.97;
37 rows. Printed is the share of better leagues above zero by q <= 0.05, by Hartung and Knapp's p alone, with each further p, and with
`vs_own_rest`.
"""
import collections
import math
import random
import statistics
import sys

from evidence_math import benjamini_hochberg, t_two_sided

PHI = statistics.NormalDist()
DIMENSIONS = (range(0, 20), range(20, 25), range(25, 28), range(28, 33), range(33, 37))
BETTER = (0, 5, 10, 15)


def bet(rng, cents, s):
    """(the five rows, follow-through in cents, day)."""
    league, price = rng.randrange(20), 0.03 + 0.94 * rng.random()
    gained = min(0.999, price + (cents / 100 if league in BETTER else 0))
    close = PHI.cdf((PHI.inv_cdf(gained) + math.sqrt(s) * rng.gauss(0, 1)) / math.sqrt(1 - s))
    rows = (league, 20 + league // 4, 25 + league // 8, 28 + min(4, int(5 * price)), 33 + rng.randrange(4))
    return rows, 100 * (close - price), rng.randrange(90)


def pool(means, variances):
    """Weights, their sum, mean and Hartung and Knapp's error under Paule and Mandel's variance."""
    def at(tau2):
        w = [1 / (v + tau2) for v in variances]
        mean = sum(a * y for a, y in zip(w, means)) / sum(w)
        return w, mean, sum(a * (y - mean) ** 2 for a, y in zip(w, means))

    k, low, high = len(means), 0.0, 1.0
    if at(0)[2] > k - 1:
        while at(high)[2] > k - 1:
            high *= 2
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if at(middle)[2] > k - 1 else (low, middle)
    else:
        high = 0.0
    w, mean, q = at(high)
    return w, sum(w), mean, math.sqrt(q / ((k - 1) * sum(w)))


def day_p(parts, mean, error, owners, days):
    """p clustered by owner and day; in own games clustering by game adds nothing."""
    total, own = collections.Counter(), collections.Counter()
    for owner, day, part in parts:
        total[day] += part
        own[owner, day] += part
    added = max(0.0, sum(x * x for x in total.values()) - sum(x * x for x in own.values()))
    return t_two_sided(mean / math.sqrt(error * error + added), min(owners, days) - 1)


def test(users):
    """Mean and the p of a row; users is a list of lists of (value, day)."""
    users = [u for u in users if u]
    k, n = len(users), [len(u) for u in users]
    means = [sum(x for x, _ in u) / len(u) for u in users]
    within = sum((x - y) ** 2 for u, y in zip(users, means) for x, _ in u) / (sum(n) - k)
    w, sums, mean, error = pool(means, [within / m for m in n])
    t, values = mean / error, [x for u in users for x, _ in u]
    N, middle = len(values), sum(values) / len(values)
    third = N * sum((x - middle) ** 3 for x in values) / ((N - 1) * (N - 2))
    noise = math.sqrt(6 * N / ((N - 1) * (N - 2))) * (sum((x - middle) ** 2 for x in values) / (N - 1)) ** 1.5
    third = math.copysign(max(0.0, abs(third) - noise), third)
    skew = third * sum(a ** 3 / m ** 2 for a, m in zip(w, n)) / sums ** 3 / error ** 3
    parts = [(i, day, a / (m * sums) * (x - mean)) for i, (u, a, m) in enumerate(zip(users, w, n)) for x, day in u]
    return {
        "mean": mean,
        "users": t_two_sided(t, k - 1),
        "skewness": t_two_sided(t + skew * t * t / 3 + skew * skew * t ** 3 / 27 + skew / 6, k - 1),
        "days": day_p(parts, mean, error, k, len({day for _, day, _ in parts})),
    }


def rest(rows, row, dimension):
    """The difference to the users' rest, and its largest p."""
    sides = [(rows[row][u], [e for other in dimension if other != row for e in rows[other][u]]) for u in range(len(rows[row]))]
    sides = [(a, b) for a, b in sides if a and b]
    mean = [(sum(x for x, _ in a) / len(a), sum(x for x, _ in b) / len(b)) for a, b in sides]
    s2 = [sum((x - m[i]) ** 2 for s, m in zip(sides, mean) for x, _ in s[i]) / sum(len(s[i]) - 1 for s in sides) for i in (0, 1)]
    w, sums, d, error = pool([a - b for a, b in mean], [s2[0] / len(a) + s2[1] / len(b) for a, b in sides])
    parts = []
    for i, ((a, b), weight, (_, outside)) in enumerate(zip(sides, w, mean)):
        parts += [(i, day, weight / sums / len(a) * (x - outside - d)) for x, day in a]
        parts += [(i, day, -weight / sums / len(b) * (x - outside)) for x, day in b]
    inside = len({day for a, _ in sides for _, day in a})
    return d, max(t_two_sided(d / error, len(sides) - 1), day_p(parts, d, error, len(sides), inside))


def main(boards, users, cents, s):
    rng, found = random.Random(20261126), collections.Counter()
    for _ in range(boards):
        rows = [[[] for _ in range(users)] for _ in range(37)]
        for user in range(users):
            for _ in range(60):
                into, value, day = bet(rng, cents, s)
                for row in into:
                    rows[row][user].append((value, day))
        tests = [test(row) for row in rows]
        against = [None] * 37
        for dimension in DIMENSIONS:
            for row in dimension:
                against[row] = rest(rows, row, dimension)
        over = benjamini_hochberg([p for _, p in against])
        for name, parts in (("users alone", ("users",)), ("and skewness", ("users", "skewness")), ("and days", ("users", "days")), ("all", ("users", "skewness", "days"))):
            q = benjamini_hochberg([max(t[p] for p in parts) for t in tests])
            for i in BETTER:
                hit = q[i] <= 0.05 and tests[i]["mean"] > 0
                found[name] += hit
                if name == "all":
                    found["over the rest"] += hit and over[i] <= 0.05 and against[i][0] > 0
    print(f"{boards} boards, {users} users, {cents:g} c, s {s:g}:", ", ".join(f"{name} {25 * count / boards:.1f} %" for name, count in found.items()))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4]))
