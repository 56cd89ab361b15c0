using Dmm.Tracing;

namespace Passthrough.Tests.Recorded;

/// <summary>What an unmodified Linux driver did with QEMU's NE2000: its accesses, and the frames that they moved.</summary>
internal sealed class Recording
{
    private const int Ram = 0x4000;

    private readonly List<RemoteTransfer> transfers = [];
    private readonly List<byte[]> sent = [];

    private Recording(IReadOnlyList<TraceEvent> accesses)
    {
        Accesses = accesses;
        Follow();
        Received = [.. transfers
            .Zip(transfers.Skip(1), (header, body) => (header, body))
            .Where(pair => IsHeader(pair.header) && pair.body.IsRead && pair.body.Address == pair.header.Address + pair.header.ByteCount)
            .Select(pair => pair.body.Bytes)];
    }

    public IReadOnlyList<TraceEvent> Accesses { get; }

    /// <summary>The frames that it read out of the ring, without check sequence.</summary>
    public IReadOnlyList<byte[]> Received { get; }

    /// <summary>The frames that it commanded to be sent: TBCR bytes of what it uploaded to TPSR last.</summary>
    public IReadOnlyList<byte[]> Sent => sent;

    public static Recording Of(string name)
    {
        using var reader = TraceReaders.Open(File.OpenRead(RepositoryFiles.Recording(name)));
        var accesses = new List<TraceEvent>();
        var batch = new TraceBatch();
        while (reader.Read(batch) > 0)
            accesses.AddRange(batch.Events[..batch.Count].Where(each => each.Kind is TraceEventKind.Read or TraceEventKind.Write && each.Region == 0));
        Assert.Null(reader.Unreadable);
        Assert.Empty(reader.Problems);
        return new Recording(accesses);
    }

    /// <summary>Linux reads the four bytes before a frame by themselves.</summary>
    private static bool IsHeader(RemoteTransfer transfer) => transfer is { IsRead: true, Address: >= Ram, ByteCount: 4 };

    private void Follow()
    {
        var programmed = new byte[0x10];
        var isPage0 = true;
        foreach (var access in Accesses)
        {
            if (access.Offset == 0x10)
                transfers[^1].Move(access);
            else if (access.Kind == TraceEventKind.Write && access.Offset == 0)
            {
                isPage0 = access.Value >> 6 == 0;
                Command((byte)access.Value, programmed);
            }
            else if (access.Kind == TraceEventKind.Write && access.Offset < 0x10 && isPage0)
                programmed[access.Offset] = (byte)access.Value;
        }
    }

    private void Command(byte command, byte[] programmed)
    {
        var rd = (command >> 3) & 7;
        if (rd is 1 or 2)
            transfers.Add(new RemoteTransfer(rd == 1, Word(8), Word(10)));
        if ((command & 0x04) != 0)
            sent.Add(transfers.Last(transfer => !transfer.IsRead && transfer.Address == programmed[4] << 8).Bytes[..Word(5)]);

        int Word(int port) => programmed[port] | programmed[port + 1] << 8;
    }
}
