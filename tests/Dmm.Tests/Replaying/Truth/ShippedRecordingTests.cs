using Dmm.Analysis.Mutation;
using Dmm.Replaying;

namespace Dmm.Tests.Replaying.Truth;

/// <summary>What models say of DMAs that devices really did, and what they say with a rule less.</summary>
public class ShippedRecordingTests
{
    public static TheoryData<string, string, string> Recordings => Recorded.WithBytes;

    /// <summary>Every rule of a model that looks at entries, by the line on which it begins.</summary>
    public static TheoryData<string, string, int> Looks
    {
        get
        {
            var looks = new TheoryData<string, string, int>();
            foreach (var (name, variant) in new[] { ("e1000", "qemu"), ("rtl8139", "qemu"), ("pcnet", "am79c970a") })
                foreach (var line in Recorded.Model(name, variant).Rules.Where(rule => rule.Checks.Any(check => check.Walk is not null)).Select(rule => rule.Location.Line).Distinct())
                    looks.Add(name, variant, line);
            return looks;
        }
    }

    [Theory, MemberData(nameof(Recordings))]
    public void EveryDmaWasApprovedBefore(string model, string variant, string recording)
    {
        var report = Recorded.Replay(Recorded.Model(model, variant), recording);

        Assert.Equal((ReplayOutcome.Clean, 0L, 0L, 0L), (report.Outcome, report.Dma.Late, report.Dma.Unapproved, report.Dma.Unseen));
        Assert.Equal(report.Dma.Observed, report.Dma.ApprovedBefore);
        Assert.NotEqual(0, report.Dma.Observed);
    }

    [Fact]
    public void AnEntryThatTheDeviceTakesBetweenTwoLooksIsCounted()
    {
        var model = Recorded.Model("pcnet", "am79c970a");

        Assert.Equal(0, Recorded.Replay(model, "traces/pcnet-boot.qemu.log.gz").Dma.ByCopy);
        Assert.Equal(1, Recorded.Replay(model, "a frame that the chip finds by itself").Dma.ByCopy);
    }

    [Theory, MemberData(nameof(Looks)), Trait("sentence", "S82")]
    public void ARuleThatLooksAtEntriesIsMissedWhereItIsGone(string name, string variant, int line)
    {
        var bytes = RepositoryFiles.Bytes("models", $"{name}.yaml");
        var without = MutationOperators.Apply("models/" + name, bytes, variant, ["drop-transition"]).Single(mutant => mutant.Location.Line == line);
        var model = Recorded.Model(name, variant, System.Text.Encoding.UTF8.GetBytes(without.Text));

        Assert.Contains(Recorded.WithBytes.Where(row => (string)row[0] == name && (string)row[1] == variant), row => Recorded.Replay(model, (string)row[2]).Dma.Holes > 0);
    }
}
