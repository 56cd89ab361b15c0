using Dmm.Tracing.Devices;
using Dmm.Tracing.Text;

namespace Dmm.Tracing.Qemu;

/// <summary>Makes interrupt events out of the lines that show the device's pin, its messages, or the interrupt controller's inputs.</summary>
/// <remarks>
/// One change of a device's line is printed up to twice: by the device (<c>nic_pci_irq</c>, only QEMU with trace points added) and by
/// the machine (<c>x86_gsi_interrupt</c>). Once the device's own lines are seen, only those count.
/// </remarks>
internal sealed class InterruptLines(InterruptInputs inputs, DeviceChoice choice, EventSink events)
{
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
        inputs.DeviceTellsItself = true;
        inputs.SetLevel(high && !disabled);
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
        return inputs.Take(number, high);
    }

    /// <summary>At the end of the recording: says what is not certain about the interrupts.</summary>
    public void Conclude() => inputs.Conclude();

    private static bool Bit(ref TokenScanner tokens, out bool isSet)
    {
        var parsed = tokens.Decimal(out var value);
        isSet = value == 1;
        return parsed && value <= 1;
    }
}
