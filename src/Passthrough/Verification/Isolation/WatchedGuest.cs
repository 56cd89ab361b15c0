using Dmm.Memory;
using Passthrough.Guests;

namespace Passthrough.Verification.Isolation;

/// <summary>A guest whose stores into its own memory are reported.</summary>
internal sealed class WatchedGuest(IGuest guest, StoreObserver onStore) : IGuest
{
    public string Name => guest.Name;

    public Span<byte> Data => guest.Data;

    public GuestReport Report => guest.Report;

    public string? Whereabouts => guest.Whereabouts;

    public long WithheldNs => guest.WithheldNs;

    public GuestRequest Run(long nowNs) => guest.Run(nowNs);

    public void SetMemory(IGuestMemory memory) => guest.SetMemory(new WatchedMemory(memory, onStore));

    public void SetInterruptLine(bool asserted) => guest.SetInterruptLine(asserted);

    public void MachineCheck() => guest.MachineCheck();

    public void Dispose() => guest.Dispose();

    private sealed class WatchedMemory(IGuestMemory memory, StoreObserver onStore) : IGuestMemory
    {
        public bool Owns(ulong at, ulong length) => memory.Owns(at, length);

        public bool TryRead(ulong at, Span<byte> into) => memory.TryRead(at, into);

        public bool TryWrite(ulong at, ReadOnlySpan<byte> from)
        {
            onStore(at, from);
            return memory.TryWrite(at, from);
        }

        public ulong AtDevice(ulong at) => memory.AtDevice(at);
    }
}

/// <summary>Receives a store.</summary>
internal delegate void StoreObserver(ulong at, ReadOnlySpan<byte> bytes);
