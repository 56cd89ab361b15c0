using Dmm.Analysis.Mutation;
using Dmm.Modeling.Model;
using Passthrough.Nics;
using Passthrough.Verification;
using Vpio.Outcomes;

namespace Vpio.Input;

/// <summary>Whether hand-offs are evidence against mutants: here the device monitor's evidence and the devices of the bench come together.</summary>
/// <param name="Evidence">The evidence, or nothing.</param>
/// <param name="Text">What is used, or why nothing is.</param>
internal sealed record HandoffChoice(IReadOnlyList<IEvidence> Evidence, string Text)
{
    /// <summary>If there is a device for the model.</summary>
    public const string Auto = "auto";

    private const string None = "none";
    private const string Simulated = "simulated";
    private const string Qemu = "qemu";
    private const long Handoffs = 300;

    /// <summary>Half of what a verification has: every habit of the guests occurs in so many, and there are many mutants.</summary>
    private const uint Frames = 6;

    /// <summary>Eight guests differ in more than three do; three find most of it sooner.</summary>
    private static readonly int[] Guests = [3, 8];

    /// <summary>What can be said on the command line.</summary>
    public static IReadOnlyList<string> Words { get; } = [Auto, Simulated, Qemu, None];

    /// <summary>Finds the device, and holds the unchanged model against it; if that does not hold the verb ends.</summary>
    public static HandoffChoice Make(string word, DeviceModel model, int seed)
    {
        if (word == None)
            return new HandoffChoice([], "no hand-offs");
        var kind = NicCatalog.Find(model.Name);
        var bench = word == Qemu ? kind?.OnQemu : kind?.Simulated;
        var suits = bench is not null && bench.Suits(model) && model.Context.Count > 0;
        if (!suits && word != Auto)
            throw new InputException($"--handoff {word} needs a {(word == Qemu ? "device of QEMU" : "simulated device")} that is '{model.Name}', variant '{model.Variant}', and a model with a context: leave it out");
        if (!suits)
            return new HandoffChoice([], "no hand-offs (no device is simulated for this model)");
        var guests = word == Qemu ? bench!.Guests : Guests;
        var evidence = HandoffEvidence.Make(bench! with { Frames = Frames }, model, guests, Handoffs, (ulong)seed, out var problem)
            ?? throw new InputException($"the unchanged model does not hold against hand-offs: {problem}; 'vpio verify handoff' tells more, and --handoff {None} leaves them out");
        return new HandoffChoice([evidence], $"{Handoffs} hand-offs each of {string.Join(" and ", guests)} guests on the device '{bench.Name}'");
    }
}
