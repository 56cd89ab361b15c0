using Dmm.Memory;
using Passthrough.Guests;
using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Costs;

/// <summary>A guest with a device at rest, which on demand makes one access again and again.</summary>
internal sealed class RestingGuest : IGuest
{
    private const long LookNs = 10_000_000; // it wants nothing; now and then it looks whether it is to repeat something

    private readonly ScriptedGuest inner;
    private readonly byte[] data = new byte[8];
    private ChosenAccess? asked;

    public RestingGuest(string name, IScriptedDriver driver, IReadOnlyList<byte[]> frames)
    {
        inner = new ScriptedGuest(name, new RestingScript(driver, frames));
        StationAddress = driver.StationAddress;
    }

    public string Name => inner.Name;

    public ReadOnlyMemory<byte> StationAddress { get; }

    /// <summary>Whether it has started its device and wants nothing.</summary>
    public bool IsResting { get; private set; }

    /// <summary>The access that it is to repeat, or null; the one that it asked for last is made all the same.</summary>
    public ChosenAccess? Repeated { get; set; }

    public Span<byte> Data => asked is null ? inner.Data : data.AsSpan(0, asked.Access.Size);

    public GuestReport Report => inner.Report;

    public string? Whereabouts => inner.Whereabouts;

    public GuestRequest Run(long nowNs)
    {
        asked = Repeated;
        if (asked is not null)
        {
            AccessValue.Write(Data, asked.Access.Value);
            return GuestRequest.For(asked.AsGuestAccess);
        }
        var request = inner.Run(nowNs);
        IsResting = request is { Kind: GuestRequestKind.Wait, UntilNs: long.MaxValue };
        return IsResting ? GuestRequest.Wait(nowNs + LookNs) : request;
    }

    public void SetMemory(IGuestMemory memory) => inner.SetMemory(memory);

    public void SetInterruptLine(bool asserted) => inner.SetInterruptLine(asserted);

    public void MachineCheck() => inner.MachineCheck();

    public void Dispose() => inner.Dispose();
}
