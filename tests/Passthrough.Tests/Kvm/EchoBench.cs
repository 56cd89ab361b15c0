using System.Buffers.Binary;
using Passthrough.Devices.Simulated;
using Passthrough.Guests;
using Passthrough.Guests.Kvm;
using Passthrough.Nics.Ne2000.RealMode;

namespace Passthrough.Tests.Kvm;

/// <summary>A simulated card for one guest, and a peer that sends each request back.</summary>
internal sealed class EchoBench : IDisposable
{
    private const long LookNs = 100_000, SliceNs = 1_000_000;

    private readonly SimulatedNe2000 nic = new();

    public EchoBench(Ne2000ProgramOptions options, string name = "a")
    {
        var program = Ne2000Program.TryAssemble(options, out var problem);
        Assert.True(program is not null, problem);
        var guest = KvmGuest.TryCreate(new KvmGuestOptions { Name = name, Program = program }, out problem);
        Assert.True(guest is not null, problem);
        Guest = guest;
        nic.InterruptLineChanged += guest.SetInterruptLine;
    }

    public KvmGuest Guest { get; }

    public SimulatedNe2000 Nic => nic;

    /// <summary>What the guest sent, as it came over the wire.</summary>
    public List<byte[]> Requests { get; } = [];

    public List<GuestAccess> Accesses { get; } = [];

    public bool KeepsAccesses { get; init; }

    /// <summary>Whether an access is refused: the guest gets a machine check instead.</summary>
    public Func<GuestAccess, ReadOnlyMemory<byte>, bool>? Refuses { get; init; }

    /// <summary>What the peer sends for a request; the request with its addresses swapped if nothing else is said.</summary>
    public Func<byte[], IEnumerable<byte[]>> Peer { get; init; } = request => [Reply(request)];

    public static byte[] Reply(byte[] request) => [.. request[6..12], .. request[..6], .. request[12..]];

    public static uint SequenceOf(byte[] frame) => BinaryPrimitives.ReadUInt32LittleEndian(frame.AsSpan(16));

    public GuestReport RunToEnd()
    {
        for (var i = 0; i < 5_000_000; i++)
        {
            if (!Step())
                return Guest.Report;
        }
        throw new InvalidOperationException("the guest came to no end");
    }

    /// <summary>Runs the guest to its next request and answers it.</summary>
    /// <returns>False if it has ended.</returns>
    public bool Step()
    {
        var request = Guest.Run(nic.ElapsedNs);
        switch (request.Kind)
        {
            case GuestRequestKind.Access:
                Answer(request.Access);
                break;
            case GuestRequestKind.Wait:
                nic.WaitForInterrupt(Math.Clamp(request.UntilNs - nic.ElapsedNs, 0, LookNs));
                break;
            case GuestRequestKind.Busy:
                nic.Advance(SliceNs);
                break;
            default:
                return false;
        }
        while (nic.TryTakeSent(out var sent))
        {
            Requests.Add(sent);
            foreach (var frame in Peer(sent))
                nic.Deliver(frame);
        }
        return true;
    }

    public void Dispose()
    {
        Guest.Dispose();
        nic.Dispose();
    }

    private void Answer(GuestAccess access)
    {
        if (KeepsAccesses)
            Accesses.Add(access);
        if (Refuses?.Invoke(access, Guest.Data.ToArray()) == true)
        {
            Guest.MachineCheck();
            return;
        }
        Span<byte> value = stackalloc byte[8];
        for (var at = 0; at < access.Bytes; at += access.Size)
        {
            var element = Guest.Data.Slice(at, access.Size);
            value.Clear();
            if (access.IsWrite)
            {
                element.CopyTo(value);
                nic.Write(access.Region, access.Offset, access.Size, BinaryPrimitives.ReadUInt64LittleEndian(value));
            }
            else
            {
                BinaryPrimitives.WriteUInt64LittleEndian(value, nic.Read(access.Region, access.Offset, access.Size));
                value[..access.Size].CopyTo(element);
            }
        }
    }
}
