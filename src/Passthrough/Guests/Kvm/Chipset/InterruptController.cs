namespace Passthrough.Guests.Kvm.Chipset;

/// <summary>As much of an 8259 as one level-triggered interrupt needs: a mask, and one interrupt in service until its end is reported.</summary>
/// <remarks>Reading the command port gives the request register, as an 8259 does after a reset.</remarks>
internal sealed class InterruptController(int input)
{
    private readonly byte bit = (byte)(1 << input);
    private byte mask = 0xff;
    private bool isInService;

    /// <summary>The device's line.</summary>
    public bool Line { get; set; }

    public int Vector => ChipsetPorts.FirstInterruptVector + input;

    /// <summary>Whether the guest lets the device interrupt it.</summary>
    public bool IsUnmasked => (mask & bit) == 0;

    /// <summary>Whether the processor is to be interrupted.</summary>
    public bool IsRequesting => Line && IsUnmasked && !isInService;

    /// <summary>The processor takes the interrupt.</summary>
    public void Acknowledge() => isInService = true;

    public byte Read(byte port) => port == ChipsetPorts.InterruptMask ? mask : Line ? bit : (byte)0;

    public void Write(byte port, byte value)
    {
        if (port == ChipsetPorts.InterruptMask)
            mask = value;
        else if (value == ChipsetPorts.EndOfInterrupt)
            isInService = false;
    }
}
