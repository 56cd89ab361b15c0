using Dmm.Analysis.Mutation;
using Dmm.Analysis.Mutation.Evidence;

namespace Dmm.Tests.Mutating;

/// <summary>What catches a mutant, and what does not.</summary>
public class EvidenceTests
{
    [Theory]
    [InlineData("ne2k_pci-boot.qemu.log.gz")]
    [InlineData("ne2k_pci-cycle.qemu.log.gz")]
    [InlineData("ne2k_isa-boot.qemu.log.gz")]
    public void NothingContradictsTheUnchangedModel(string recording)
    {
        var evidence = new RecordedEvidence(recording, Mutants.Events("traces", recording), Mutants.Unchanged, Mutants.Goals);

        Assert.Null(evidence.Against(Mutants.Unchanged));
        Assert.InRange(evidence.Unused, 0, 20);
    }

    [Theory]
    [InlineData("drop-check", "'frame_in_ram'", EvidenceKinds.Dma)]
    [InlineData("drop-check", "'remote_read_on_card'", EvidenceKinds.Dma)]
    [InlineData("drop-check", "'remote_write_in_ram'", EvidenceKinds.Dma)]
    [InlineData("toggle-reusable", "'reading' is reusable", EvidenceKinds.Loss)]
    [InlineData("toggle-reusable", "'writing' is reusable", EvidenceKinds.Loss)]
    [InlineData("drop-condition", "no_pending_cause", EvidenceKinds.Loss)]
    [InlineData("toggle-reusable", "'idle' is not reusable", EvidenceKinds.Idle)]
    [InlineData("drop-transition", "from: [reading, writing], to: idle, on: write CR", EvidenceKinds.Idle)]
    [InlineData("drop-transition", "to: writing", EvidenceKinds.Dma)]
    public void ARecordingCatches(string kind, string change, string by) =>
        Assert.Equal(by, Mutants.Boot.Against(Mutants.Load(kind, change))?.Kind);

    [Fact]
    public void AFalseDenialOfARealDriverIsCaught() =>
        Assert.Equal(EvidenceKinds.Denial, Mutants.Boot.Against(Mutants.Load("shift-constant", "0x80 is 0x7f in 'holds"))?.Kind);

    /// <summary>The model answers otherwise, but nothing in the recording shows that it is wrong.</summary>
    [Theory]
    [InlineData("drop-effect", "set CR.TXP = 0")]
    [InlineData("drop-context", "register: CR")]
    [InlineData("widen-window", "'ram'")]
    public void AMereDifferenceIsNoContradiction(string kind, string change) =>
        Assert.Null(Mutants.Boot.Against(Mutants.Load(kind, change)));

    [Fact]
    public void AnAttackThatIsAllowedIsCaught()
    {
        var attack = DeniedEvidence.Of("attack", Mutants.Events("docs", "examples", "denied", "frame-too-long.qemu.log"), Mutants.Unchanged, Mutants.Goals)!;

        Assert.Null(attack.Against(Mutants.Unchanged));
        Assert.Equal(EvidenceKinds.Attack, attack.Against(Mutants.Load("drop-check", "'frame_in_ram'"))?.Kind);
    }

    [Fact]
    public void ARecordingOfWhichNothingIsDeniedIsNoAttack() =>
        Assert.Null(DeniedEvidence.Of("boot", Mutants.Events("traces", "ne2k_pci-boot.qemu.log.gz"), Mutants.Unchanged, Mutants.Goals));
}
