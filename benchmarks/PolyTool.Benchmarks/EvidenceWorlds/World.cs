using PolyTool.Core.Evidence;

namespace PolyTool.Benchmarks.EvidenceWorlds;

/// <summary>Where users' first prices come from, before anybody leans.</summary>
internal enum PriceMix
{
    /// <summary>Evenly from 0.03 to 0.97.</summary>
    Uniform,

    /// <summary>The square of an even number: half of the prices are under 0.27.</summary>
    Longshots,

    /// <summary>Its mirror image.</summary>
    Favourites,

    /// <summary>Half even, a quarter each of the others.</summary>
    Mixed,
}

/// <summary>When users without skill come back to a bet.</summary>
internal enum Return
{
    Never,
    BuyAfterFall,
    BuyAfterRise,
    SellAfterFall,
    SellAfterRise,
}

/// <summary>What they then buy.</summary>
internal enum ReturnTo
{
    SameToken,
    OppositeToken,
    OtherMarketOfTheGame,
}

/// <summary>Which markets may resolve before a markout's horizon.</summary>
internal enum Early
{
    None,
    Yes,
    No,
    Both,
}

/// <summary>
/// A world in which the truth is known: how prices move, who bets, and what they have in common. Prices are fair
/// (what a price is on average later is what it is now) but for the lines that say otherwise.
/// </summary>
internal sealed record World
{
    public required string Name { get; init; }

    public required string Group { get; init; }

    /// <summary>False: shown beside, not covered by what the rule promises.</summary>
    public bool Promised { get; init; } = true;

    public int Users { get; init; } = 30;

    /// <summary>Bets of a user: from a fifth of this to nearly twice as many.</summary>
    public int Bets { get; init; } = 60;

    /// <summary>Every user has just so many.</summary>
    public bool Even { get; init; }

    /// <summary>Probit share s of the way to the outcome that lies between first buy and close.</summary>
    public double Share { get; init; } = 0.053;

    /// <summary>The same for every second market; null: as the others.</summary>
    public double? OtherShare { get; init; }

    public PriceMix Prices { get; init; }

    /// <summary>Users lean to favourites, each as strongly as they like, in every second league.</summary>
    public bool Lean { get; init; }

    /// <summary>Cents paid (taker) or earned (maker, negative) against the midpoint.</summary>
    public double HalfSpread { get; init; }

    /// <summary>Makers are filled by prices that fall to their bids.</summary>
    public bool FilledByFalls { get; init; }

    /// <summary>Cents up or down by chance in every price that is seen.</summary>
    public double Bounce { get; init; }

    /// <summary>Share of the entries whose price after five minutes is still the one before the buy.</summary>
    public double Stale { get; init; }

    /// <summary>Cents by which a buy of $1,000 moves the price for good.</summary>
    public double Impact { get; init; }

    /// <summary>Share of that which comes only after the five minutes.</summary>
    public double ImpactLater { get; init; }

    /// <summary>The price comes back after the five minutes.</summary>
    public bool ImpactReverts { get; init; }

    /// <summary>Games from which all users choose; 0: everybody has games of their own.</summary>
    public int Games { get; init; }

    /// <summary>Markets, with names of their own, of one such game.</summary>
    public int Names { get; init; } = 1;

    /// <summary>The names are events of their own to the statistics: what a scan that cannot tie them together sees.</summary>
    public bool NamesApart { get; init; }

    /// <summary>Games of a league of their own on which everybody bets, all on the same side; 0: there is none.</summary>
    public int NicheGames { get; init; }

    /// <summary>Their first prices: evenly from this to <see cref="NicheTo"/>.</summary>
    public double NicheFrom { get; init; }

    public double NicheTo { get; init; }

    /// <summary>As <see cref="Share"/>, of these games.</summary>
    public double NicheShare { get; init; } = 0.9;

    /// <summary>Their closes are the payouts.</summary>
    public bool NichePays { get; init; }

    /// <summary>All users bet on the same side.</summary>
    public bool OneSide { get; init; } = true;

    public int Days { get; init; } = 90;

    /// <summary>Share of a move's variance that comes from a shock in common.</summary>
    public double Common { get; init; }

    /// <summary>Days that a shock lasts.</summary>
    public int ShockDays { get; init; } = 1;

    /// <summary>Every league has shocks of its own.</summary>
    public bool ShockByLeague { get; init; }

    public Return Return { get; init; }

    public ReturnTo ReturnTo { get; init; }

    /// <summary>Share of the bets that are looked after so.</summary>
    public double Returning { get; init; } = 1;

    public int Leaders { get; init; }

    /// <summary>Copiers of each leader.</summary>
    public int Followers { get; init; }

    /// <summary>Close is the price 24 hours after the first buy, or the payout.</summary>
    public bool Markout { get; init; }

    public Early Early { get; init; }

    /// <summary>Chance that a market that may resolve early does.</summary>
    public double EarlyRate { get; init; } = 0.1;

    /// <summary>Cents by which leagues 0, 5, 10 and 15 are truly better.</summary>
    public double Effect { get; init; }

    /// <summary>Cents by which half of the users are better everywhere.</summary>
    public double Skill { get; init; }

    /// <summary>Cents by which every bet gains.</summary>
    public double Drift { get; init; }

    /// <summary>Wallets, of the users, that belong to one person.</summary>
    public int Wallets { get; init; }

    /// <summary>Persons who have that many wallets each.</summary>
    public int Persons { get; init; } = 1;

    /// <summary>Share of a bet list that one person's wallets have in common.</summary>
    public double InCommon { get; init; } = 1;

    /// <summary>Minutes at most by which a copy or a further wallet comes later.</summary>
    public int Delay { get; init; } = 1;

    /// <summary>Users who buy nearly everything in the same five-minute markets, none knowing the others.</summary>
    public int Bots { get; init; }

    /// <summary>They take one side of each, by chance.</summary>
    public bool BotsOneSide { get; init; }

    /// <summary>All of them the same one.</summary>
    public bool BotsSameSide { get; init; }

    /// <summary>The users are the most profitable of so many, in the same period; 0: not chosen.</summary>
    public int ChosenFrom { get; init; }

    /// <summary>What the evidence is told of that.</summary>
    public UserSelection Selection { get; init; }

    /// <summary>The rule, where it is not the one that is used where no other is given.</summary>
    public EvidenceRule Rule { get; init; } = EvidenceRule.Default;

    /// <summary>Users may hold the same token; where none do signatures have nothing in common, and making them is spared.</summary>
    public bool SharesTokens => Games > 0 || NicheGames > 0 || Leaders > 0 || Wallets > 0 || Bots > 0;

    /// <summary>Whose wallet a user is.</summary>
    public int PersonOf(int user) => Wallets > 0 && user < Persons * Wallets ? user / Wallets : Users + user;
}
