namespace Passthrough.Costs;

/// <summary>The costs of sharing a device on one machine.</summary>
public sealed record CostReport
{
    /// <summary>What the machine is called.</summary>
    public string Machine { get; } = Environment.MachineName;

    /// <summary>Its processor.</summary>
    public required ProcessorClock Processor { get; init; }

    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>The monitor alone, then devices and guests.</summary>
    public required IReadOnlyList<CostPart> Parts { get; init; }

    /// <summary>How long it all took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>A part by its name; null if it was not asked for.</summary>
    public CostPart? Find(string part) => Parts.FirstOrDefault(each => each.Name == part);

    /// <summary>What the costs say when they are compared; only of what was measured.</summary>
    public IReadOnlyList<CostComparison> Comparisons
    {
        get
        {
            var found = new List<CostComparison>();
            foreach (var part in Parts)
            {
                Compare(found, $"{part.Name}: hooked access / unhooked access, both made by the monitor", part.Find(CostIds.Hooked), part.Find(CostIds.Unhooked));
                Compare(found, $"{part.Name}: hooked access / unhooked access straight to the device", part.Find(CostIds.Hooked), part.Find(CostIds.Straight));
                Compare(found, $"{part.Name}: device context switch / hooked access, empty ring", part.Find(CostIds.SwitchEmpty), part.Find(CostIds.Hooked));
                Compare(found, $"{part.Name}: device context switch, loaded / empty ring", part.Find(CostIds.SwitchLoaded), part.Find(CostIds.SwitchEmpty));
            }
            Compare(found, "exit of KVM for OUT / model update", Find(CostMeasurement.Kvm)?.Find(CostIds.ExitOut), Find(CostMeasurement.Monitor)?.Find(CostIds.ModelUpdate));
            return found;
        }
    }

    private static void Compare(List<CostComparison> found, string text, CostRow? first, CostRow? second)
    {
        if (first is not null && second is not null)
            found.Add(new CostComparison(text, first.Sample.MedianNs / second.Sample.MedianNs));
    }
}
