using System.Collections;
using Dmm.Tracing.Text;

namespace Dmm.Tracing.Devices;

/// <summary>Makes interrupt events out of the levels of the interrupt controller's inputs, which are all of the machine's.</summary>
/// <remarks>
/// Taken is the number that the user gave, else the one in the device's interrupt line register, else every number. Levels
/// repeat while firmware programs the routing, and where a machine tells two controllers: only a change is an event.
/// </remarks>
internal sealed class InterruptInputs(TraceReaderOptions options, DeviceChoice choice, EventSink events, TraceFindings findings)
{
    private const int MostInputs = 256;

    private readonly BitArray levels = new(MostInputs);
    private readonly BitArray raised = new(MostInputs);
    private bool level;

    /// <summary>Once the device's own lines are seen, only those count.</summary>
    public bool DeviceTellsItself { get; set; }

    private int? Expected => options.Irq ?? choice.Pci?.Config.InterruptLine;

    /// <summary>An input has this level now.</summary>
    public LineMeaning Take(uint number, bool high)
    {
        if (number >= MostInputs)
            return LineMeaning.Foreign;
        if (high)
            raised[(int)number] = true;
        var expected = Expected;
        if (expected is not null && expected != number)
            return LineMeaning.Foreign;
        // Before the first access the lines are those of others, whose numbers the device's own may not be known to differ from yet.
        if (DeviceTellsItself || !choice.Accessed)
            return LineMeaning.Understood;
        if (expected is not null)
            SetLevel(high);
        else if (levels[(int)number] != high)
            Edge(levels[(int)number] = high);
        return LineMeaning.Understood;
    }

    /// <summary>The device's line has this level now.</summary>
    public void SetLevel(bool high)
    {
        if (level != high)
            Edge(level = high);
    }

    /// <summary>At the end of the recording: says what is not certain about the interrupts.</summary>
    public void Conclude()
    {
        var numbers = Enumerable.Range(0, MostInputs).Where(number => raised[number]).ToList();
        if (options.Irq is { } given && !numbers.Contains(given))
            Refuse(given, numbers);
        else if (DeviceTellsItself || numbers.Count == 0)
            return;
        else if (Expected is null && numbers.Count > 1)
            findings.Notes.Add($"it is not known which interrupt is the device's: GSI {string.Join(", ", numbers)} all count as its own;"
                + " choose one with --irq");
        else if (Expected is { } number && !numbers.Contains(number))
            findings.Notes.Add($"the device's interrupt, GSI {number}, was never raised, but GSI {string.Join(", ", numbers)} was;"
                + " if that is the device's, give it with --irq");
    }

    private void Refuse(int given, List<int> numbers)
    {
        if (numbers.Count > 0)
            findings.GiveUp($"its interrupt line {given}, which --irq names, is never raised: it has {string.Join(", ", numbers)}");
        else
            findings.Notes.Add($"--irq {given} changes nothing: no interrupt line is raised in this recording");
    }

    private void Edge(bool high) => events.Add(TraceEventKind.InterruptLine, 0, high ? 1UL : 0);
}
