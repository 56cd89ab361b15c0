using Passthrough.Guests.Scripted;
using static Passthrough.Nics.I8255x.I8255xRegisters;

namespace Passthrough.Nics.I8255x;

/// <summary>Compares what the chip holds with what it was given.</summary>
internal sealed class I8255xReadingBack(I8255xChip chip, I8255xStartup startup, I8255xDriverOptions options)
{
    /// <summary>Goes through all of it.</summary>
    /// <exception cref="GuestGaveUpException">A register does not hold what the chip was given.</exception>
    public async ValueTask RunAsync()
    {
        chip.Io.Activity = "comparing registers";
        Expect("the mask", await chip.ReadAsync(Mask), startup.UsualMask);
        Expect("the pointer", await chip.ReadWordAsync(Pointer), chip.LastPointer);
        Expect("the command byte", await chip.ReadAsync(Command), 0);
        Expect("the threshold of flow control", await chip.ReadAsync(PauseThreshold), options.PauseThreshold);
    }

    private static void Expect(string name, uint value, uint expected)
    {
        if (value != expected)
            throw new GuestGaveUpException($"{name} holds 0x{value:x}, and the chip was given 0x{expected:x}");
    }
}
