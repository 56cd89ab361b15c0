using System.Buffers.Binary;
using System.Net.Sockets;
using Dmm.Devices;
using Microsoft.Win32.SafeHandles;
using Passthrough.SystemCalls;

namespace Passthrough.Devices.Qemu;

/// <summary>Requests to a device in a QEMU of the machine <c>x-remote</c> (docs/system/multi-process.rst; include/hw/remote/mpqemu-link.h).</summary>
/// <remarks>
/// The device reaches no memory but what was mapped last. Its interrupt line comes as an event for each rise. That it has fallen is not told: a
/// second event asks, and is answered by the first if the line is still up. The question costs two round trips, so it is asked when there is
/// nothing else to do; until then the line counts as up.
/// </remarks>
internal sealed class RemoteLink : IDeviceLink
{
    /// <summary>Ranges of memory that can be mapped at a time (REMOTE_MAX_FDS, of which one is not used).</summary>
    public const int MostRanges = 7;

    private const int MapMemory = 0, Return = 1, WriteConfiguration = 2, ReadConfiguration = 3, WriteBar = 4, ReadBar = 5, SetLine = 6;
    private const int HeadBytes = 16, MapSlots = 8, LongestBody = MapSlots * 3 * sizeof(ulong);

    private readonly Socket socket;
    private readonly DescriptorSocket sender;
    private readonly EventCounter raised;
    private readonly EventCounter question;
    private readonly int answerWithinMs;
    private readonly byte[] request = new byte[HeadBytes + LongestBody];
    private readonly byte[] answer = new byte[HeadBytes + sizeof(ulong)];
    private bool isUp, wasAccessed;

    /// <summary>A link over a socket whose other end QEMU has.</summary>
    public RemoteLink(Socket socket, EventCounter raised, EventCounter question, int answerWithinMs)
    {
        this.socket = socket;
        this.raised = raised;
        this.question = question;
        this.answerWithinMs = answerWithinMs;
        sender = new DescriptorSocket(socket);
        socket.SendTimeout = socket.ReceiveTimeout = answerWithinMs;
        Send(SetLine, 0, [raised.Handle, question.Handle]);
    }

    /// <inheritdoc/>
    public event Action<bool>? LevelTold;

    /// <inheritdoc/>
    public string? Problem { get; private set; }

    /// <inheritdoc/>
    public ulong Read(RegionSpace space, ulong address, int size)
    {
        var value = Access(ReadBar, space, address, size, 0);
        return value & (ulong.MaxValue >> (64 - 8 * size));
    }

    /// <inheritdoc/>
    public void Write(RegionSpace space, ulong address, int size, ulong value) => Access(WriteBar, space, address, size, value);

    /// <inheritdoc/>
    public uint ReadConfig(int register) => (uint)Configure(ReadConfiguration, register, 0);

    /// <inheritdoc/>
    public void WriteConfig(int register, uint value) => Configure(WriteConfiguration, register, value);

    /// <summary>Lets the device reach some ranges of memory, and nothing else. When this returns, it does not reach what was mapped before.</summary>
    public void Map(IReadOnlyList<ReachableRange> ranges)
    {
        var body = request.AsSpan(HeadBytes, LongestBody);
        body.Clear();
        for (var i = 0; i < ranges.Count; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(body[(8 * i)..], ranges[i].Start);
            BinaryPrimitives.WriteUInt64LittleEndian(body[(8 * (MapSlots + i))..], ranges[i].Size);
            BinaryPrimitives.WriteUInt64LittleEndian(body[(8 * (2 * MapSlots + i))..], ranges[i].Offset);
        }
        Send(MapMemory, LongestBody, [.. ranges.Select(range => range.File)]);
        ReadConfig(0); // mapping has no answer of its own; requests are carried out in their order
    }

    /// <inheritdoc/>
    public void Listen(int atMostMs)
    {
        var waiting = new PollSet();
        Join(waiting);
        if (atMostMs > 0)
            waiting.Wait(atMostMs * 1_000_000L);
        TakeRise();
        if (Problem is null && socket.Poll(0, SelectMode.SelectRead))
            Break("said something unasked, or has ended");
    }

    /// <inheritdoc/>
    public void LookAtLine()
    {
        if (!isUp || !wasAccessed || Problem is not null)
            return;
        wasAccessed = false;
        raised.TryTake();
        question.Add();
        ReadConfig(0); // QEMU may answer the first before it looks at the question
        ReadConfig(0);
        if (!raised.TryTake())
            SetLevel(false);
    }

    /// <inheritdoc/>
    public void Join(PollSet set)
    {
        set.Add(raised.Handle);
        set.Add(socket.SafeHandle);
    }

    public void Dispose()
    {
        sender.Dispose();
        raised.Dispose();
        question.Dispose();
    }

    private ulong Access(int command, RegionSpace space, ulong address, int size, ulong value)
    {
        const int bytes = 24;
        var body = request.AsSpan(HeadBytes, bytes);
        BinaryPrimitives.WriteUInt64LittleEndian(body, address);
        BinaryPrimitives.WriteUInt64LittleEndian(body[8..], value);
        BinaryPrimitives.WriteUInt32LittleEndian(body[16..], (uint)size);
        BinaryPrimitives.WriteUInt32LittleEndian(body[20..], space == RegionSpace.Memory ? 1u : 0);
        var answered = Ask(command, bytes);
        wasAccessed = true;
        TakeRise();
        return answered;
    }

    private ulong Configure(int command, int register, uint value)
    {
        const int bytes = 12;
        var body = request.AsSpan(HeadBytes, bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(body, (uint)register);
        BinaryPrimitives.WriteUInt32LittleEndian(body[4..], value);
        BinaryPrimitives.WriteUInt32LittleEndian(body[8..], sizeof(uint));
        return Ask(command, bytes);
    }

    private ulong Ask(int command, int bodyBytes)
    {
        Send(command, bodyBytes, []);
        for (var count = 0; count < answer.Length && Problem is null;)
        {
            var received = socket.Receive(answer.AsSpan(count), SocketFlags.None, out var error);
            if (error is SocketError.TimedOut or SocketError.WouldBlock)
                Break($"did not answer within {answerWithinMs} ms");
            else if (error != SocketError.Success || received == 0)
                Break("closed its socket");
            count += received;
        }
        if (Problem is null && (BinaryPrimitives.ReadInt32LittleEndian(answer) != Return || BinaryPrimitives.ReadUInt64LittleEndian(answer.AsSpan(8)) != sizeof(ulong)))
            Break("gave an answer that does not belong to the request");
        return Problem is null ? BinaryPrimitives.ReadUInt64LittleEndian(answer.AsSpan(HeadBytes)) : ulong.MaxValue;
    }

    private void Send(int command, int bodyBytes, ReadOnlySpan<SafeFileHandle> descriptors)
    {
        if (Problem is not null)
            return;
        request.AsSpan(0, HeadBytes).Clear();
        BinaryPrimitives.WriteInt32LittleEndian(request, command);
        BinaryPrimitives.WriteUInt64LittleEndian(request.AsSpan(8), (ulong)bodyBytes);
        if (!sender.TrySend(request.AsSpan(0, HeadBytes + bodyBytes), descriptors))
            Break("takes no request");
    }

    private void TakeRise()
    {
        if (raised.TryTake())
            SetLevel(true);
    }

    private void SetLevel(bool level)
    {
        isUp = level;
        LevelTold?.Invoke(level);
    }

    private void Break(string problem) => Problem ??= problem;
}
