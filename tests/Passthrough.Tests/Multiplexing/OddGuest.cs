using Dmm.Memory;
using Passthrough.Guests;

namespace Passthrough.Tests.Multiplexing;

/// <summary>A guest that asks for whatever a test says, without being a driver: once another guest that it begins as, if any, waits for the first time.</summary>
internal sealed class OddGuest(Func<long, GuestRequest> next, IGuest? beginsAs = null) : IGuest
{
    private bool isOdd;

    public string Name => "odd";

    public Span<byte> Data => isOdd || beginsAs is null ? default : beginsAs.Data;

    public GuestReport Report => new();

    public string? Whereabouts => null;

    public GuestRequest Run(long nowNs)
    {
        if (!isOdd && beginsAs?.Run(nowNs) is { Kind: GuestRequestKind.Access } access)
            return access;
        isOdd = true;
        return next(nowNs);
    }

    public void SetMemory(IGuestMemory memory) => beginsAs?.SetMemory(memory);

    public void SetInterruptLine(bool asserted) => beginsAs?.SetInterruptLine(asserted);

    public void MachineCheck()
    {
    }

    public void Dispose() => beginsAs?.Dispose();
}
