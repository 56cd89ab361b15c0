using System.Collections.Concurrent;
using Dmm.Analysis.Mutation;
using Dmm.Compilation;
using Dmm.Modeling.Model;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Nics;

namespace Passthrough.Verification;

/// <summary>Hand-offs as evidence against a model: with a device switched at moments that it calls reusable, a guest reads what it does not read alone.</summary>
/// <remarks>
/// What guests read alone is found out once and with the unchanged model, since it is about the device. Only what a model says nothing of in
/// its context has its guests run alone once more, for then that is compared too. Work on a model is bounded by hand-offs and by
/// the device's time, so that the same model always has the same answer; several threads may ask.
/// </remarks>
public sealed class HandoffEvidence : IEvidence
{
    /// <summary>The kind of what this evidence finds.</summary>
    public const string Kind = "hand-off";

    private readonly IReadOnlyList<VerificationOptions> options;
    private readonly long handoffs;
    private readonly ConcurrentDictionary<(int Option, ulong Seed, string NotCarried), Lazy<(SharedRun? Run, string? Problem)>> prepared = new();

    private HandoffEvidence(IReadOnlyList<VerificationOptions> options, long handoffs)
    {
        this.options = options;
        this.handoffs = handoffs;
        Name = $"hand-offs on the device '{options[0].Device.Kind}'";
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Makes it, and tries the unchanged model.</summary>
    /// <param name="bench">The device and the guests.</param>
    /// <param name="model">The unchanged model.</param>
    /// <param name="guests">With how many guests, one number after the other.</param>
    /// <param name="handoffs">Hand-offs for each number of guests, after which a model counts as right.</param>
    /// <param name="seed">From what everything random follows.</param>
    /// <param name="problem">Why it cannot be used: the unchanged model does not hold against it, or guests do not come to their end.</param>
    /// <returns>Null if it cannot be used.</returns>
    public static HandoffEvidence? Make(VerificationBench bench, DeviceModel model, IReadOnlyList<int> guests, long handoffs, ulong seed, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(bench);
        var evidence = new HandoffEvidence([.. guests.Select(number => VerificationOptions.On(bench, model, number, seed))], handoffs);
        problem = evidence.Find(model, out var noRun)?.Text ?? noRun;
        return problem is null ? evidence : null;
    }

    /// <inheritdoc/>
    public Detection? Against(DeviceModel model) => Find(model, out _);

    private Detection? Find(DeviceModel model, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(model);
        problem = null;
        var unchanged = options[0].Model;
        var tables = SharingHooks.Compile(MutantContext.WithRing(model, unchanged));
        var compared = unchanged with { Context = MutantContext.SpokenOf(model, unchanged) };
        for (var option = 0; option < options.Count && problem is null; option++)
            if (Differs(option, tables, compared, out problem) is { } difference)
                return new Detection(Kind, $"{options[option].Guests} guests: {difference}");
        return null;
    }

    /// <summary>How guests differ. The problem is one of guests that are alone, and so says nothing of the model.</summary>
    private string? Differs(int option, MonitorTables tables, DeviceModel compared, out string? problem)
    {
        problem = null;
        long made = 0;
        for (var seed = options[option].Seed; made < handoffs; seed++)
        {
            (var prepared, problem) = Prepared(option, seed, compared);
            if (prepared is null)
                return null;
            var run = prepared.Again();
            var differences = new List<Difference>();
            made += Math.Max(1, run.Share(tables, new RandomSwitching(seed, options[option].OneIn, asked => asked.IsReusable), differences).Count);
            if (differences.Count > 0 || run.Problem is not null)
                return differences.Count > 0 ? differences[0].ToString() : run.Problem;
        }
        return null;
    }

    private (SharedRun? Run, string? Problem) Prepared(int option, ulong seed, DeviceModel compared)
    {
        var of = options[option];
        var notCarried = string.Join(' ', of.Model.Context.Except(compared.Context).Select(item => item.Register?.Name ?? item.Memory!.Name));
        return prepared.GetOrAdd((option, seed, notCarried), _ => new Lazy<(SharedRun?, string?)>(() =>
            (SharedRun.TryPrepare(of, seed, SharedRun.Compile(of), SharingHooks.Compile(compared), out var problem), problem))).Value;
    }
}
