using Dmm.Tracing.Devices;
using Dmm.Tracing.Text;

namespace Dmm.Tracing.Ftrace;

/// <summary>Makes interrupt events of <c>kvm_set_irq</c> and <c>kvm_msi_set_irq</c>.</summary>
/// <remarks>
/// A message is printed by what KVM takes out of its address and data, from which both are put together again; no device is named.
/// Old kernels print the vector in hexadecimal, which shows only where it has a letter.
/// </remarks>
internal sealed class KvmInterrupts(TraceReaderOptions options, DeviceChoice choice, EventSink events, TraceFindings findings)
{
    // Numbers from here on are routes of messages, which kvm_msi_set_irq tells better (KVM_IOAPIC_NUM_PINS).
    private const uint IoApicPins = 24;
    private const uint MessageAddress = 0xfee0_0000;

    private readonly InterruptInputs inputs = new(options, choice, events, findings);
    private long messages;

    /// <summary><c>gsi 10 level 1 source 0</c>.</summary>
    public LineMeaning Line(ReadOnlySpan<byte> text)
    {
        var tokens = new TokenScanner(text);
        if (!tokens.Literal("gsi "u8) || !tokens.Decimal(out var number) || !tokens.Literal(" level "u8) || !tokens.Decimal(out var level)
            || !tokens.Literal(" source "u8) || !tokens.Decimal(out _) || !tokens.AtEnd)
            return LineMeaning.Torn;
        return number < IoApicPins ? inputs.Take(number, level != 0) : LineMeaning.Foreign;
    }

    /// <summary><c>dst 65 vec 35 (Fixed|physical|edge)</c>.</summary>
    public LineMeaning Message(ReadOnlySpan<byte> text)
    {
        var tokens = new TokenScanner(text);
        if (!tokens.Literal("dst "u8) || !tokens.Hex(out var target) || !tokens.Literal(" vec "u8) || !tokens.Word(out var digits)
            || !TryVector(digits, out var data) || !tokens.Literal(" ("u8) || !TryMode(ref tokens, out var mode))
            return LineMeaning.Torn;
        var address = MessageAddress | (uint)(target & 0xff) << 12;
        if (tokens.Literal("|logical"u8))
            address |= 4;
        else if (!tokens.Literal("|physical"u8))
            return LineMeaning.Torn;
        if (tokens.Literal("|level"u8))
            mode |= 0x80;
        else if (!tokens.Literal("|edge"u8))
            return LineMeaning.Torn;
        if (tokens.Literal("|rh"u8))
            address |= 8;
        if (!tokens.Literal(")"u8) || !tokens.AtEnd)
            return LineMeaning.Torn;
        if (!choice.Accessed)
            return LineMeaning.Understood;
        messages++;
        events.Add(TraceEventKind.InterruptMessage, address, data | mode << 8);
        return LineMeaning.Understood;
    }

    /// <summary>At the end of the recording: says what is not certain about the interrupts.</summary>
    public void Conclude()
    {
        inputs.Conclude();
        if (messages > 0)
            findings.Notes.Add($"KVM does not tell which device a message interrupt is of: all {messages} count as the device's");
    }

    private static bool TryVector(ReadOnlySpan<byte> digits, out uint vector)
    {
        var tokens = new TokenScanner(digits);
        var isDecimal = tokens.Decimal(out vector) && tokens.AtEnd;
        tokens = new TokenScanner(digits);
        if (isDecimal || !tokens.Hex(out var number) || !tokens.AtEnd)
            return isDecimal && vector <= 0xff;
        vector = (uint)number;
        return number <= 0xff;
    }

    private static bool TryMode(ref TokenScanner tokens, out uint mode)
    {
        mode = tokens.Literal("Fixed"u8) ? 0
            : tokens.Literal("LowPrio"u8) ? 1
            : tokens.Literal("SMI"u8) ? 2
            : tokens.Literal("Res3"u8) ? 3
            : tokens.Literal("NMI"u8) ? 4
            : tokens.Literal("INIT"u8) ? 5
            : tokens.Literal("SIPI"u8) ? 6
            : tokens.Literal("ExtINT"u8) ? 7u : uint.MaxValue;
        return mode != uint.MaxValue;
    }
}
