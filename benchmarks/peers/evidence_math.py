"""Statistics for evidence.py, from their textbooks: no code of the product and no library."""
import math


def beta_regularised(a, b, x):
    """I_x(a, b) by Lentz's continued fraction."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_regularised(b, a, 1 - x)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)) / a
    tiny, f, c, d = 1e-300, 1.0, 1.0, 0.0
    for i in range(2000):
        m = i // 2
        if i == 0:
            step = 1.0
        elif i % 2 == 0:
            step = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        else:
            step = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 + step * d
        d = 1 / (d if abs(d) > tiny else tiny)
        c = 1 + step / (c if abs(c) > tiny else tiny)
        f *= c * d
        if i > 0 and abs(1 - c * d) < 1e-16:
            break
    return front * (f - 1)


def t_two_sided(t, degrees):
    return 1.0 if t == 0 else beta_regularised(degrees / 2, 0.5, degrees / (degrees + t * t))


def t_quantile(probability, degrees):
    """By bisection of the two-sided tail."""
    tail, low, high = 2 * (1 - probability), 0.0, 1.0
    while t_two_sided(high, degrees) > tail:
        low, high = high, 2 * high
    for _ in range(200):
        middle = (low + high) / 2
        if t_two_sided(middle, degrees) > tail:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def normal_quantile(probability):
    low, high = -10.0, 10.0
    for _ in range(200):
        middle = (low + high) / 2
        if 0.5 * math.erfc(-middle / math.sqrt(2)) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def sign_test(positive, negative):
    n = positive + negative
    if n == 0:
        return 1.0
    least = min(positive, negative)
    return min(1.0, 2 * math.fsum(math.exp(math.lgamma(n + 1) - math.lgamma(i + 1) - math.lgamma(n - i + 1) - n * math.log(2)) for i in range(least + 1)))


def wilson(hits, n, z):
    p = hits / n
    middle, half, under = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)), 1 + z * z / n
    return (middle - half) / under, (middle + half) / under


def benjamini_hochberg(p, factor=1.0):
    order, q, least = sorted(range(len(p)), key=lambda i: p[i]), [0.0] * len(p), 1.0
    for rank in range(len(p), 0, -1):
        i = order[rank - 1]
        least = min(least, factor * len(p) * p[i] / rank)
        q[i] = least
    return q


def weighed(y, v, tau2):
    a = [1 / (x + tau2) for x in v]
    total = math.fsum(a)
    mean = math.fsum(x * z for x, z in zip(a, y)) / total
    return a, total, mean, math.fsum(x * (z - mean) ** 2 for x, z in zip(a, y))


def paule_mandel(y, v):
    """The tau² at which the weighted squares are k - 1, by bisection; 0 where they never are."""
    goal = len(y) - 1
    if weighed(y, v, 0)[3] <= goal:
        return 0.0
    low, high = 0.0, 1e-12
    while weighed(y, v, high)[3] > goal:
        low, high = high, 2 * high
    for _ in range(300):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if weighed(y, v, middle)[3] > goal:
            low = middle
        else:
            high = middle
    return (low + high) / 2


class Fit:
    """A random-effects mean over studies with these means and variances."""

    def __init__(self, y, v, tau2=None):
        self.k = len(y)
        a0, s0, _, self.q = weighed(y, v, 0)
        squares = math.fsum(x * x for x in a0)
        self.spread = s0 - squares / s0
        self.dl_tau2 = max(0.0, (self.q - (self.k - 1)) / self.spread) if self.spread > 0 else 0.0
        self.tau2 = paule_mandel(y, v) if tau2 is None else tau2
        self.weights, self.sum, self.mean, qr = weighed(y, v, self.tau2)
        self.ordinary = math.sqrt(1 / self.sum)
        self.hk = math.sqrt(qr / ((self.k - 1) * self.sum)) if self.k > 1 else float("nan")
        typical = (self.k - 1) / self.spread if self.spread > 0 else 0.0
        self.i2 = self.tau2 / (self.tau2 + typical) if self.tau2 > 0 else 0.0
