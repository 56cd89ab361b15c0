using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;
using Passthrough.Nics;
using Passthrough.Tests.Qemu;
using Passthrough.Verification;

namespace Passthrough.Tests.Verification;

/// <summary>The counterproof on QEMU's devices, with the guests of each cast that come into states which stand against a hand-off.</summary>
/// <remarks>QEMU is past most commands within the access that gives them, so what waits for the device never stands there.</remarks>
public class QemuControlTests
{
    private const int FirstOfThem = 4, Last = 6, Forced = 60, MostRuns = 4;

    [QemuTheory]
    [InlineData("e1000", "qemu", FirstOfThem, "frame_is_whole, eeprom_at_rest", "")]
    [InlineData("pcnet", null, 2, "controller is initialized", "frame_is_whole")]
    [InlineData("rtl8139", "qemu", FirstOfThem, "frame_is_whole, eeprom_at_rest, in_cplus_mode", "")]
    [InlineData("rtl8139", "c_mode", FirstOfThem, "eeprom_at_rest", "")]
    [InlineData("tulip", null, FirstOfThem, "frame_is_whole, serial_rom_at_rest", "")]
    [InlineData("i8255x", null, FirstOfThem, "eeprom_at_rest", "")]
    public void WhatStandsAgainstAHandoffDoesDamage(string name, string? variant, int first, string damaging, string harmless)
    {
        var results = NegativeControl.Run(Options(name, variant, first), Forced, MostRuns).ToList();

        Assert.All(results, result => Assert.True(result.Problem is null, result.Problem));
        Assert.All(Named(results, damaging), result => Assert.True(result.Damage is not null, $"{result.Obstacle}: {result.Forced} forced in {result.Runs} runs, no damage"));
        Assert.All(Named(results, harmless), result => Assert.True(result.IsOvercautious, $"{result.Obstacle}: {result.Forced} forced; {result.Damage}"));
    }

    [QemuTheory]
    [InlineData("e1000", "qemu")]
    [InlineData("pcnet", null)]
    [InlineData("rtl8139", "qemu")]
    [InlineData("rtl8139", "c_mode")]
    [InlineData("tulip", null)]
    [InlineData("i8255x", null)]
    public void TheSameGuestsCannotTellWhereNothingStandsAgainstIt(string name, string? variant)
    {
        var result = HandoffEquivalence.Verify(Options(name, variant, FirstOfThem), Forced);

        Assert.Null(result.Problem);
        Assert.True(result.Failure is null, result.Failure?.Differences[0].ToString());
    }

    /// <summary>Only a descriptor gives the e1000's transmitter its contexts, so the checks of the model cannot miss the line that gives them back.</summary>
    [QemuFact]
    public void GuestsMissTheContextsOfATransmitter()
    {
        var options = Options("e1000", "qemu", FirstOfThem);
        var line = options.Model.Context.Single(item => item.Register?.Name == "TDH" && item.Save == SaveRule.None).Location.Line;
        var (whole, mutant) = (SharedRun.Compile(options), SharedRun.Compile(options with { Model = ContextMutant.Of(options.Model, line) }));
        var differences = new List<Difference>();
        for (var seed = options.Seed; seed < options.Seed + MostRuns && differences.Count == 0; seed++)
            SharedRun.TryPrepare(options, seed, whole, mutant, out _)!.Share(mutant, new RandomSwitching(seed, options.OneIn, asked => asked.IsReusable), differences);

        Assert.NotEmpty(differences);
    }

    private static IEnumerable<ControlResult> Named(List<ControlResult> results, string names) =>
        names.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(name => results.Single(result => result.Obstacle == name));

    private static VerificationOptions Options(string name, string? variant, int first)
    {
        var bench = NicCatalog.Find(name)!.OnQemu!;
        var loaded = ModelLoader.Load(name + ".yaml", File.ReadAllBytes(RepositoryFiles.PathOf("models", name + ".yaml")), variant);
        Assert.True(loaded.Model is not null, string.Join('\n', loaded.Diagnostics));
        return VerificationOptions.On(bench, loaded.Model, Last - first, 1) with { FirstGuest = first };
    }
}
