using Dmm.Memory;

namespace Dmm.Tests.Pcnet;

/// <summary>The rings as a shared chip sees them: copies of the entries that were given when the monitor looked, which the guest cannot change any more.</summary>
/// <param name="memory">The guest's memory, in which all else is.</param>
internal sealed class GivenEntries(IGuestMemory memory)
{
    public const int EntryBytes = 16, OwnAt = 7;

    private readonly Dictionary<ulong, byte[]> copies = [];
    private Ring receive, transmit;

    /// <summary>The chip has rings.</summary>
    public void Begin((uint Base, int Entries) receiveRing, (uint Base, int Entries) transmitRing)
    {
        copies.Clear();
        receive = new Ring { Base = receiveRing.Base, Entries = receiveRing.Entries };
        transmit = new Ring { Base = transmitRing.Base, Entries = transmitRing.Entries };
    }

    public void LookForReceiving() => Look(ref receive);

    public void LookForSending() => Look(ref transmit);

    /// <summary>The guest told the chip how many entries are left to the end of its receive ring.</summary>
    public void LeaveForReceiving(int left) => receive.Next = receive.Entries - left;

    /// <summary>The guest told the chip how many entries are left to the end of its transmit ring.</summary>
    public void LeaveForSending(int left) => transmit.Next = transmit.Entries - left;

    /// <summary>What the chip reads as its block.</summary>
    public void ReadBlock(uint at, Span<byte> into)
    {
        if (!memory.TryRead(at, into))
            into.Clear();
    }

    /// <summary>What the chip reads as an entry.</summary>
    public void ReadEntry(uint at, Span<byte> into)
    {
        into.Clear();
        if (copies.TryGetValue(at, out var copy))
            copy.AsSpan(0, Math.Min(copy.Length, into.Length)).CopyTo(into);
        else if (!receive.Has(at) && !transmit.Has(at))
            memory.TryRead(at, into);
    }

    /// <summary>The chip gives an entry back.</summary>
    public void GiveBack(uint at, int ownAt)
    {
        Span<byte> own = stackalloc byte[1];
        if (copies.TryGetValue(at, out var copy))
            copy[ownAt] &= 0x7f;
        if (memory.TryRead(at + (ulong)ownAt, own))
            memory.TryWrite(at + (ulong)ownAt, [(byte)(own[0] & 0x7f)]);
    }

    private void Look(ref Ring ring)
    {
        for (var visited = 0; visited < ring.Entries; visited++)
        {
            var at = ring.Base + (ulong)(ring.Next * EntryBytes);
            var entry = new byte[EntryBytes];
            Assert.True(memory.TryRead(at, entry), $"the monitor let an entry at 0x{at:x} pass");
            if ((entry[OwnAt] & 0x80) == 0)
                return;
            copies[at] = entry;
            ring.Next = (ring.Next + 1) % ring.Entries;
        }
    }

    private struct Ring
    {
        public uint Base;
        public int Entries, Next;

        public readonly bool Has(uint at) => at >= Base && at - Base < (uint)(Entries * EntryBytes);
    }
}
