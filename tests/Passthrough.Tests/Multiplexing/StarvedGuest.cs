using Dmm.Memory;
using Passthrough.Guests;

namespace Passthrough.Tests.Multiplexing;

/// <summary>A guest of a host that lets it wait for processors.</summary>
internal sealed class StarvedGuest(IGuest guest, Func<long> withheldNs) : IGuest
{
    public string Name => guest.Name;

    public Span<byte> Data => guest.Data;

    public GuestReport Report => guest.Report;

    public string? Whereabouts => guest.Whereabouts;

    public long WithheldNs => withheldNs();

    public GuestRequest Run(long nowNs) => guest.Run(nowNs);

    public void SetMemory(IGuestMemory memory) => guest.SetMemory(memory);

    public void SetInterruptLine(bool asserted) => guest.SetInterruptLine(asserted);

    public void MachineCheck() => guest.MachineCheck();

    public void Dispose() => guest.Dispose();
}
