using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Passthrough.Guests.VfioUser;

/// <summary>Answers all that a client asks but accesses to registers: those are the guest's, and take the way of every guest.</summary>
/// <remarks>vfio-user protocol, version 0: docs/vfio-user of libvfio-user and docs/interop/vfio-user.rst of QEMU. A request that makes no sense gets an errno.</remarks>
internal sealed class DeviceSession(PciFunction function, ConfigSpace config, DmaMemory memory, InterruptPin pin)
{
    private const int ConfigRegion = 7, RegionCount = 9, InterruptKinds = 5, PinKind = 0;
    private const int DeviceInfoBytes = 16, RegionInfoBytes = 32, InterruptInfoBytes = 16, SetInterruptsBytes = 20, MapBytes = 32, UnmapBytes = 24, AccessBytes = 16;
    private const uint CanReset = 1, IsPci = 2, CanReadAndWrite = 3, PinFlags = 7; // of eventfd, maskable, automasked
    private const uint CanBeRead = 1, CanBeWritten = 2, UnmapAll = 2;

    private static readonly byte[] Capabilities = Encode();

    /// <summary>The body of a reply goes here.</summary>
    private readonly byte[] reply = new byte[MessageInbox.MostBytes];

    /// <summary>What the last message has to be answered with.</summary>
    public ReadOnlySpan<byte> Reply => reply.AsSpan(0, ReplyBytes);

    private int ReplyBytes { get; set; }

    /// <summary>Answers the first message, which says what the client speaks.</summary>
    /// <returns>An errno.</returns>
    public int Negotiate(ReadOnlySpan<byte> body)
    {
        ReplyBytes = 0;
        if (body.Length < 4 || BinaryPrimitives.ReadUInt16LittleEndian(body) != 0 || !IsJson(body[4..]))
            return Errno.Invalid;
        BinaryPrimitives.WriteUInt32LittleEndian(reply, 0);
        Capabilities.CopyTo(reply, 4);
        ReplyBytes = 4 + Capabilities.Length;
        return Errno.None;
    }

    /// <summary>Answers a message.</summary>
    /// <param name="inbox">The message.</param>
    /// <returns>An errno.</returns>
    public int Handle(MessageInbox inbox)
    {
        ReplyBytes = 0;
        ReadOnlySpan<byte> body = inbox.Body;
        if (inbox.DescriptorCount > 0 && inbox.Head.Kind is not (MessageKind.MapDma or MessageKind.SetInterrupts))
            return Errno.Invalid;
        return inbox.Head.Kind switch
        {
            MessageKind.MapDma => MapDma(body, inbox),
            MessageKind.UnmapDma => UnmapDma(body),
            MessageKind.GetDeviceInfo => GetDeviceInfo(body),
            MessageKind.GetRegionInfo => GetRegionInfo(body),
            MessageKind.GetInterruptInfo => GetInterruptInfo(body),
            MessageKind.SetInterrupts => SetInterrupts(body, inbox),
            MessageKind.Version => Errno.Invalid, // a second time
            _ => Errno.NotSupported,
        };
    }

    /// <summary>Reads or writes configuration space.</summary>
    /// <returns>An errno.</returns>
    public int AccessConfig(bool isWrite, ulong offset, uint count, ReadOnlySpan<byte> body)
    {
        ReplyBytes = 0;
        if (offset > ConfigSpace.Bytes || count > ConfigSpace.Bytes - offset || isWrite && body.Length != AccessBytes + (int)count)
            return Errno.Invalid;
        body[..AccessBytes].CopyTo(reply);
        ReplyBytes = AccessBytes;
        if (isWrite)
        {
            config.Write((int)offset, body[AccessBytes..]);
            memory.IsOpen = config.IsBusMaster;
            pin.SetEnabled(config.CanInterrupt);
            return Errno.None;
        }
        config.Read((int)offset, (int)count).CopyTo(reply.AsSpan(AccessBytes));
        ReplyBytes += (int)count;
        return Errno.None;
    }

    private int MapDma(ReadOnlySpan<byte> body, MessageInbox inbox)
    {
        var flags = body.Length == MapBytes ? Word(body, 4) : 0;
        if (body.Length != MapBytes || Word(body, 0) < MapBytes || (flags & ~(CanBeRead | CanBeWritten)) != 0)
            return Errno.Invalid;
        var file = (flags & CanBeWritten) != 0 ? inbox.TakeDescriptor() : null; // the inbox closes what nobody takes
        return memory.TryMap(Long(body, 16), Long(body, 24), file, Long(body, 8));
    }

    private int UnmapDma(ReadOnlySpan<byte> body)
    {
        if (body.Length < UnmapBytes || Word(body, 0) < UnmapBytes || (Word(body, 4) & ~UnmapAll) != 0)
            return Errno.Invalid;
        var (start, size, isAll) = (Long(body, 8), Long(body, 16), (Word(body, 4) & UnmapAll) != 0);
        if (isAll && (start | size) != 0)
            return Errno.Invalid;
        var error = Errno.None;
        if (isAll)
            memory.Clear();
        else
            error = memory.TryUnmap(start, size);
        body[..UnmapBytes].CopyTo(reply);
        ReplyBytes = error == Errno.None ? UnmapBytes : 0;
        return error;
    }

    private int GetDeviceInfo(ReadOnlySpan<byte> body)
    {
        if (body.Length < DeviceInfoBytes || Word(body, 0) < DeviceInfoBytes)
            return Errno.Invalid;
        Put(DeviceInfoBytes, CanReset | IsPci, RegionCount, InterruptKinds);
        return Errno.None;
    }

    private int GetRegionInfo(ReadOnlySpan<byte> body)
    {
        if (body.Length < RegionInfoBytes || Word(body, 0) < RegionInfoBytes || Word(body, 8) >= RegionCount)
            return Errno.Invalid;
        var number = Word(body, 8);
        var size = number == ConfigRegion ? ConfigSpace.Bytes : function.Bars.Where(bar => bar.Number == number).Select(bar => bar.Size).FirstOrDefault();
        Put(RegionInfoBytes, size > 0 ? CanReadAndWrite : 0, number, 0, size, 0, 0, 0);
        return Errno.None;
    }

    private int GetInterruptInfo(ReadOnlySpan<byte> body)
    {
        if (body.Length < InterruptInfoBytes || Word(body, 0) < InterruptInfoBytes || Word(body, 8) >= InterruptKinds)
            return Errno.Invalid;
        var isPin = Word(body, 8) == PinKind;
        Put(InterruptInfoBytes, isPin ? PinFlags : 0, Word(body, 8), isPin ? 1u : 0);
        return Errno.None;
    }

    private int SetInterrupts(ReadOnlySpan<byte> body, MessageInbox inbox)
    {
        if (body.Length < SetInterruptsBytes || Word(body, 0) < SetInterruptsBytes)
            return Errno.Invalid;
        var (flags, kind, start, count) = (Word(body, 4), Word(body, 8), Word(body, 12), Word(body, 16));
        if (kind >= InterruptKinds || start != 0 || count > 1)
            return Errno.Invalid;
        if (kind != PinKind)
            return count == 0 && inbox.DescriptorCount == 0 ? Errno.None : Errno.Invalid; // there are none, so none can be set
        return PinRequest.Apply(pin, flags, count, body[SetInterruptsBytes..], inbox);
    }

    private void Put(params ReadOnlySpan<uint> words)
    {
        for (var i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(reply.AsSpan(4 * i), words[i]);
        ReplyBytes = 4 * words.Length;
    }

    private static uint Word(ReadOnlySpan<byte> body, int at) => BinaryPrimitives.ReadUInt32LittleEndian(body[at..]);

    private static ulong Long(ReadOnlySpan<byte> body, int at) => BinaryPrimitives.ReadUInt64LittleEndian(body[at..]);

    private static bool IsJson(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)0);
        if (text.IsEmpty)
            return true; // capabilities can be left out
        if (end < 0)
            return false;
        try
        {
            using var _ = JsonDocument.Parse(text[..end].ToArray());
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static byte[] Encode() =>
    [
        .. Encoding.ASCII.GetBytes($$$"""{"capabilities":{"max_msg_fds":{{{MessageInbox.MostDescriptors}}},"max_data_xfer_size":{{{MessageInbox.MostDataBytes}}},"max_dma_maps":{{{DmaMemory.MostMaps}}}}}"""),
        0,
    ];
}
