using Passthrough.Handoff;

namespace Passthrough.Tests.Handoff;

/// <summary>A device goes from guest to guest by the moves of the picture in docs/passthrough.md and by no other.</summary>
public class OwnershipTests
{
    private static readonly Dictionary<string, Action<Ownership<string>>> Moves = new()
    {
        ["restore"] = each => each.Restore("next", 5),
        ["own"] = each => each.Own(5),
        ["drain"] = each => each.Drain(5),
        ["keep"] = each => each.Keep(5),
        ["save"] = each => each.Save(5),
        ["release"] = each => each.Release(5),
        ["lose"] = each => each.Lose(5),
    };

    private static readonly Dictionary<OwnershipState, string[]> Ways = new()
    {
        [OwnershipState.Free] = [],
        [OwnershipState.Restoring] = ["restore"],
        [OwnershipState.Owned] = ["restore", "own"],
        [OwnershipState.Draining] = ["restore", "own", "drain"],
        [OwnershipState.Saving] = ["restore", "own", "drain", "save"],
    };

    [Theory]
    [InlineData(OwnershipState.Free, "restore", OwnershipState.Restoring)]
    [InlineData(OwnershipState.Restoring, "own", OwnershipState.Owned)]
    [InlineData(OwnershipState.Owned, "drain", OwnershipState.Draining)]
    [InlineData(OwnershipState.Draining, "keep", OwnershipState.Owned)]
    [InlineData(OwnershipState.Draining, "save", OwnershipState.Saving)]
    [InlineData(OwnershipState.Saving, "release", OwnershipState.Free)]
    public void OneMoveIsLegalAndTheOthersAreNot(OwnershipState from, string move, OwnershipState to)
    {
        var ownership = In(from);
        Moves[move](ownership);
        Assert.Equal(to, ownership.State);
        Assert.Equal(5, ownership.SinceNs);
        string[] legal = from == OwnershipState.Draining ? ["keep", "save", "lose"] : [move, "lose"];
        foreach (var (name, other) in Moves)
            if (!legal.Contains(name))
                Assert.Throws<InvalidOperationException>(() => other(In(from)));
    }

    [Fact]
    public void ADeviceThatIsResetIsNobodysWhereverItWas()
    {
        foreach (var state in Ways.Keys)
        {
            var ownership = In(state);
            ownership.Lose(7);
            Assert.Equal((OwnershipState.Free, null, 7), (ownership.State, ownership.Owner, ownership.SinceNs));
        }
    }

    [Fact]
    public void TheOwnerStaysWhileItIsDrainedAndSaved()
    {
        foreach (var state in new[] { OwnershipState.Restoring, OwnershipState.Owned, OwnershipState.Draining, OwnershipState.Saving })
            Assert.Equal("next", In(state).Owner);
    }

    private static Ownership<string> In(OwnershipState state)
    {
        var ownership = new Ownership<string>();
        foreach (var move in Ways[state])
            Moves[move](ownership);
        return ownership;
    }
}
