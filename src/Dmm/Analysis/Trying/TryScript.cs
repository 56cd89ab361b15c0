using Dmm.Memory;
using Dmm.Modeling.Model;

namespace Dmm.Analysis.Trying;

/// <summary>A script that tries a model without a device: what a guest writes to registers and to its memory, and what must come of it.</summary>
/// <remarks>docs/evidence.md lists the lines. All is bounded by the length of the text.</remarks>
public sealed class TryScript
{
    /// <summary>Far more than anybody writes by hand.</summary>
    public const int MaxBytes = 1 << 20;

    private const string Case = "== ", Part = "-- ";
    private const int MostSteps = 1 << 20;

    private readonly string[] lines;
    private readonly TryLine reader;
    private readonly List<TryFault> faults = [];
    private readonly List<TryCase> cases = [];
    private readonly Dictionary<string, List<TryStep>> parts = [];
    private int steps;

    private TryScript(string text, DeviceModel model, bool namesChecks)
    {
        lines = text.ReplaceLineEndings("\n").Split('\n');
        reader = new TryLine(model, namesChecks);
        Read(model);
    }

    /// <summary>The lines that cannot be read; with one nothing can be run.</summary>
    public IReadOnlyList<TryFault> Faults => faults;

    /// <summary>Where the guest has memory.</summary>
    public GuestMap Map { get; private set; } = GuestMap.OfPc;

    /// <summary>How many cases it has.</summary>
    public int Count => cases.Count;

    /// <summary>How many accesses must be denied.</summary>
    public int Attacks => CountOf(TryStepKind.ExpectDenied);

    /// <summary>How many things are said of the device.</summary>
    public int Moments => CountOf(TryStepKind.ExpectFact);

    /// <summary>The cases.</summary>
    internal IReadOnlyList<TryCase> Cases => cases;

    /// <summary>Reads a script for a model.</summary>
    /// <param name="text">The script.</param>
    /// <param name="model">The model.</param>
    /// <param name="namesChecks">Whether it is a fault to name a check that the model does not have.</param>
    public static TryScript Read(string text, DeviceModel model, bool namesChecks = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(model);
        return new TryScript(text, model, namesChecks);
    }

    /// <summary>The variant that a script names in its line 'model'; null when it names none.</summary>
    public static string? VariantOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('\n').Select(Words).FirstOrDefault(words => words is ["model", ..]) is [_, _, var variant, ..] ? variant : null;
    }

    /// <summary>Whether a text is such a script, and no recording.</summary>
    public static bool IsOne(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('\n').Any(line => line.StartsWith("expect ", StringComparison.Ordinal));
    }

    private int CountOf(TryStepKind kind) => cases.Sum(each => each.Steps.Count(step => step.Kind == kind));

    private static string[] Words(string line) => line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private void Read(DeviceModel model)
    {
        var windows = new List<MemoryWindow>();
        List<TryStep>? now = null;
        for (var i = 0; i < lines.Length && faults.Count < 20; i++)
        {
            var line = lines[i].TrimEnd();
            if (line.StartsWith(Case, StringComparison.Ordinal))
                cases.Add(new TryCase(line[Case.Length..], i + 1, now = []));
            else if (line.StartsWith(Part, StringComparison.Ordinal))
                parts[line[Part.Length..].Trim()] = now = [];
            else if (Words(line) is { Length: > 0 } words)
                now = ReadLine(i + 1, line, words, model, windows, now);
        }
        if (windows.Count > 0)
            Map = new GuestMap([.. windows]);
    }

    private List<TryStep>? ReadLine(int number, string line, string[] words, DeviceModel model, List<MemoryWindow> windows, List<TryStep>? now)
    {
        switch (words)
        {
            case ["model", var name, ..]:
                if (name != model.Name)
                    Fault(number, $"the script is for the model '{name}', and this is '{model.Name}'");
                return now;
            case ["window", var at, var size] when TryLine.Number(at) is { } start && TryLine.Number(size) is { } bytes and > 0 && start <= ulong.MaxValue - bytes:
                windows.Add(new MemoryWindow(start, bytes, start));
                return now;
            case ["window", ..]:
                Fault(number, "'window' takes an address and a number of bytes: window 0x100000 0x100000");
                return now;
        }
        if (now is null)
            cases.Add(new TryCase("all", number, now = []));
        if (words is ["include", var part])
        {
            if (parts.TryGetValue(part, out var included) && included != now && (steps += included.Count) <= MostSteps)
                now.AddRange(included);
            else
                Fault(number, $"no part '-- {part}' stands above");
        }
        else if (reader.Read(number, line, words, out var problem) is { } step)
            now.Add(step);
        else
            Fault(number, problem);
        return now;
    }

    private void Fault(int line, string message) => faults.Add(new TryFault(line, message));
}
