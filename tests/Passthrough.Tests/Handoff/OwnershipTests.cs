using Passthrough.Handoff;
using Stateless.Graph;

namespace Passthrough.Tests.Handoff;

/// <summary>A device goes from guest to guest by the moves of the picture in docs/passthrough.md and by no other.</summary>
public class OwnershipTests
{
    private static readonly Dictionary<string, Action<Ownership<string>, long>> Moves = new()
    {
        ["restore"] = (each, nowNs) => each.Restore("next", nowNs),
        ["own"] = (each, nowNs) => each.Own(nowNs),
        ["drain"] = (each, nowNs) => each.Drain(nowNs),
        ["keep"] = (each, nowNs) => each.Keep(nowNs),
        ["save"] = (each, nowNs) => each.Save(nowNs),
        ["release"] = (each, nowNs) => each.Release(nowNs),
        ["lose"] = (each, nowNs) => each.Lose(nowNs),
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
        Moves[move](ownership, 7);
        Assert.Equal(to, ownership.State);
        Assert.Equal(7, ownership.SinceNs);
        string[] legal = from == OwnershipState.Draining ? ["keep", "save", "lose"] : [move, "lose"];
        foreach (var (name, other) in Moves)
            if (!legal.Contains(name))
                AssertRefused(In(from), other);
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

    [Fact]
    public void TheDocumentationShowsTheMovesOfTheMachine()
    {
        var documented = File.ReadAllText(RepositoryFiles.PathOf("docs", "passthrough.md")).Split("```mermaid\n")[1].Split("\n```")[0];
        Assert.Equal(MermaidGraph.Format(new Ownership<string>().Moves).Trim().ReplaceLineEndings("\n").Split('\n'), documented.Split('\n'));
    }

    [Fact]
    public void ATurnBeginsWhenTheGuestGetsTheDeviceAndNotWhenItKeepsIt()
    {
        var ownership = In(OwnershipState.Draining);
        ownership.Keep(9);
        Assert.Equal((9, 5), (ownership.SinceNs, ownership.OwnedSinceNs));
    }

    private static void AssertRefused(Ownership<string> ownership, Action<Ownership<string>, long> move)
    {
        var before = (ownership.State, ownership.Owner, ownership.SinceNs, ownership.OwnedSinceNs);
        Assert.Throws<InvalidOperationException>(() => move(ownership, 7));
        Assert.Equal(before, (ownership.State, ownership.Owner, ownership.SinceNs, ownership.OwnedSinceNs));
    }

    private static Ownership<string> In(OwnershipState state)
    {
        var ownership = new Ownership<string>();
        foreach (var move in Ways[state])
            Moves[move](ownership, 5);
        return ownership;
    }
}
