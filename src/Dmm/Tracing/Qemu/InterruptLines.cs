using System.Collections;

namespace Dmm.Tracing.Qemu;

/// <summary>Makes interrupt events out of the lines that show the device's pin, its messages, or the interrupt controller's inputs.</summary>
/// <remarks>
/// One change of a device's line is printed up to twice: by the device (<c>nic_pci_irq</c>, only QEMU with trace points added) and by
/// the machine (<c>x86_gsi_interrupt</c>). Once the device's own lines are seen, only those count. The machine's are taken for the number
/// the user gave, else the one in the interrupt line register, else for every number. Levels repeat while firmware
/// programs the routing: only a change is an event.
/// </remarks>
internal sealed class InterruptLines(TraceReaderOptions options, DeviceChoice choice, EventSink events, TraceFindings findings)
{
    private const int MostInputs = 256;

    private readonly BitArray levels = new(MostInputs);
    private readonly BitArray raised = new(MostInputs);
    private bool pinSeen;
    private bool level;

    /// <summary><c>ne2k_pci 00:03.0 pin 0 level 1 intx_disable 0</c>. A pin that the command register disables raises no line.</summary>
    public LineMeaning Pin(ReadOnlySpan<byte> text)
    {
        var tokens = new TokenScanner(text);
        if (!PciLines.Device(ref tokens, out var name, out var address)
            || !tokens.Literal(" pin "u8) || !tokens.Decimal(out _)
            || !tokens.Literal(" level "u8) || !Bit(ref tokens, out var high)
            || !tokens.Literal(" intx_disable "u8) || !Bit(ref tokens, out var disabled)
            || !tokens.AtEnd)
            return LineMeaning.Torn;
        if (choice.Find(address, name) is not { } device)
            return LineMeaning.Foreign;
        device.Lines++;
        if (!choice.IsMeant(device))
            return LineMeaning.Understood;
        pinSeen = true;
        SetLevel(high && !disabled);
        return LineMeaning.Understood;
    }

    /// <summary><c>e1000e 00:03.0 addr 0xfee01004 data 0x28</c>.</summary>
    public LineMeaning Message(ReadOnlySpan<byte> text, bool terminated)
    {
        var tokens = new TokenScanner(text);
        if (!PciLines.Device(ref tokens, out var name, out var address)
            || !tokens.Literal(" addr 0x"u8) || !tokens.Hex(out var target)
            || !tokens.Literal(" data 0x"u8) || !tokens.Hex(out var data)
            || !tokens.AtEnd || !terminated)
            return LineMeaning.Torn;
        if (choice.Find(address, name) is not { } device)
            return LineMeaning.Foreign;
        device.Lines++;
        if (choice.IsMeant(device))
            events.Add(TraceEventKind.InterruptMessage, (uint)target, data);
        return LineMeaning.Understood;
    }

    /// <summary><c>GSI interrupt #11 level:1</c>.</summary>
    public LineMeaning Gsi(ReadOnlySpan<byte> text)
    {
        var tokens = new TokenScanner(text);
        if (!tokens.Literal("GSI interrupt #"u8) || !tokens.Decimal(out var number)
            || !tokens.Literal(" level:"u8) || !Bit(ref tokens, out var high)
            || !tokens.AtEnd)
            return LineMeaning.Torn;
        if (number >= MostInputs)
            return LineMeaning.Foreign;
        if (high)
            raised[(int)number] = true;
        var expected = options.Irq ?? choice.Pci?.Config.InterruptLine;
        if (expected is not null && expected != number)
            return LineMeaning.Foreign;
        // Before the first access the lines are those of others, whose numbers the device's own may not be known to differ from yet.
        if (pinSeen || !choice.Accessed)
            return LineMeaning.Understood;
        if (expected is not null)
            SetLevel(high);
        else if (levels[(int)number] != high)
            Edge(levels[(int)number] = high);
        return LineMeaning.Understood;
    }

    /// <summary>At the end of the recording: says what is not certain about the interrupts.</summary>
    public void Conclude()
    {
        var numbers = Enumerable.Range(0, MostInputs).Where(number => raised[number]).ToList();
        if (pinSeen || numbers.Count == 0)
            return;
        var expected = options.Irq ?? choice.Pci?.Config.InterruptLine;
        if (expected is null && numbers.Count > 1)
            findings.Notes.Add($"it is not known which interrupt is the device's: GSI {string.Join(", ", numbers)} all count as its own;"
                + " choose one with --irq");
        if (expected is { } number && !numbers.Contains(number))
            findings.Notes.Add($"the device's interrupt, GSI {number}, was never raised, but GSI {string.Join(", ", numbers)} was;"
                + " if that is the device's, give it with --irq");
    }

    private static bool Bit(ref TokenScanner tokens, out bool isSet)
    {
        var parsed = tokens.Decimal(out var value);
        isSet = value == 1;
        return parsed && value <= 1;
    }

    private void SetLevel(bool high)
    {
        if (level != high)
            Edge(level = high);
    }

    private void Edge(bool high) => events.Add(TraceEventKind.InterruptLine, 0, high ? 1UL : 0);
}
