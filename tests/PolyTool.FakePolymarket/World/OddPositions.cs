namespace PolyTool.FakePolymarket.World;

/// <summary>Positions as the services really have them now and then: a few users get one or two each.</summary>
internal static class OddPositions
{
    public static IEnumerable<FakePosition> For(int user, Random random, List<TrueMarket> markets, List<TrueMarket> odd, double edge, WorldOptions options)
    {
        FakePosition Odd(int index, int outcome) => WorldGenerator.Trade(random, odd[index], outcome, edge, options);
        switch (user % 10)
        {
            case 0:
                // Shares that came by a split: nobody paid for them.
                yield return Odd(OddMarkets.EventStart, 0) with { AvgPrice = 0, EntryFees = 0, OwnFills = [], Status = "REDEEMABLE", RealizedPnl = 0, CurrentSize = 50, TotalSize = 50 };
                break;
            case 1:
                yield return Odd(OddMarkets.EventStart, 0);
                yield return Odd(OddMarkets.EventStart, 1);
                yield return Odd(OddMarkets.Moved, 0);
                break;
            case 2:
                yield return Odd(OddMarkets.SlugDateOnly, 1) with { WrittenOutcomeIndex = 999 };
                yield return Odd(OddMarkets.Child, 0);
                break;
            case 3:
                yield return Odd(OddMarkets.Combo, 0);
                yield return Odd(OddMarkets.ShortId, 0);
                break;
            case 4:
                yield return Odd(OddMarkets.NoHistory, 0);
                yield return Between(Odd(OddMarkets.Moved, 1));
                break;
            case 5:
                yield return Odd(OddMarkets.ThreeOutcomes, 1);
                yield return Odd(OddMarkets.DatedContest, 0);
                break;
            case 6:
                yield return Odd(OddMarkets.OldDates, 0) with { FirstEntryAt = 1_650_000_000, LastEventAt = 1_650_100_000, OwnFills = null };
                break;
            case 7:
                yield return Odd(OddMarkets.ZeroPrice, 0);
                yield return Odd(OddMarkets.CalledOff, 0);
                break;
            case 8:
                yield return Odd(OddMarkets.SlugDateOnly, 0) with { NumbersAsText = true };
                yield return Odd(OddMarkets.Child, 1);
                break;
            default:
                yield return WorldGenerator.Trade(random, markets[user % markets.Count], 0, edge, options) with { EntryTimeUnknown = true };
                break;
        }
    }

    // Bought after the first date of a game that was moved, and before the second.
    private static FakePosition Between(FakePosition position)
    {
        var later = position.Market.TrueStart!.Value + 7200;
        return position with
        {
            OwnFills = [new FakeFill(later, 40, 0.4)],
            Status = position.Market.Payouts![position.Outcome] > 0 ? "REDEEMABLE" : "REDEEMABLE_LOST",
            RealizedPnl = 0,
            CurrentSize = 40,
            TotalSize = 40,
            AvgPrice = 0.4,
            FirstEntryAt = later,
            LastEventAt = later,
        };
    }
}
