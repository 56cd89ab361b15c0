using Passthrough.Guests.Scripted;
using static Passthrough.Nics.Tulip.TulipRegisters;

namespace Passthrough.Nics.Tulip;

/// <summary>Compares what the chip holds with what it was given.</summary>
internal sealed class TulipReadingBack(TulipChip chip, TulipStartup startup, TulipTransmitRing transmitRing, TulipReceiveRing receiveRing)
{
    private const uint Units = Transmit | Receive | Promiscuous | AllGroups | ThresholdMask, Low = 0xffff;

    /// <summary>Goes through all of it.</summary>
    /// <exception cref="GuestGaveUpException">A register does not hold what the chip was given.</exception>
    public async ValueTask RunAsync()
    {
        chip.Io.Activity = "comparing registers";
        await ExpectAsync("CSR0", BusMode, BurstMask, startup.UsualBusMode);
        await ExpectAsync("CSR3", ReceiveRing, uint.MaxValue, (uint)receiveRing.Start);
        await ExpectAsync("CSR4", TransmitRing, uint.MaxValue, (uint)transmitRing.Start);
        await ExpectAsync("CSR6", Operation, Units, startup.UsualOperation);
        await ExpectAsync("CSR7", Enable, Causes, startup.UsualEnable);
        await ExpectAsync("CSR14", Serial, Low, startup.UsualSerial);
    }

    private async ValueTask ExpectAsync(string name, uint register, uint mask, uint expected)
    {
        var value = await chip.ReadAsync(register);
        if ((value & mask) != (expected & mask))
            throw new GuestGaveUpException($"{name} holds 0x{value:x8}, and the chip was given 0x{expected:x8}");
    }
}
