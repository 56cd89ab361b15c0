using System.Diagnostics;
using System.Net.Sockets;
using Dmm.Devices;
using Passthrough.SystemCalls;

namespace Passthrough.Devices.Qemu;

/// <summary>Commands to QEMU over its qtest socket, one at a time, and what it says about one interrupt line meanwhile.</summary>
/// <remarks>
/// A change of the line that a command causes is reported before the command's answer. Lines that were received with an answer
/// are taken too before it is returned: polling the socket does not show them. Whatever goes wrong is final, for after a
/// lost answer nobody knows to which command the next one belongs.
/// </remarks>
internal sealed class QtestConnection : IDeviceLink
{
    private const int BufferBytes = 4096;

    private readonly Socket socket;
    private readonly int answerWithinMs;
    private readonly ulong interruptLine;
    private readonly LineBuffer lines = new(BufferBytes);
    private readonly QtestCommand command = new();

    public QtestConnection(Socket socket, int interruptLine, int answerWithinMs)
    {
        this.socket = socket;
        this.interruptLine = (ulong)interruptLine;
        this.answerWithinMs = answerWithinMs;
        socket.SendTimeout = socket.ReceiveTimeout = answerWithinMs;
    }

    /// <summary>Raised for each level of the interrupt line that QEMU tells.</summary>
    public event Action<bool>? LevelTold;

    /// <summary>What went wrong; null while nothing has.</summary>
    public string? Problem { get; private set; }

    /// <summary>Has QEMU tell about the lines of the I/O APIC.</summary>
    public void WatchInterrupts() => Ask("irq_intercept_in ioapic\n"u8, QtestLineKind.Done);

    /// <summary>Reads; all ones if the connection is broken.</summary>
    public ulong Read(RegionSpace space, ulong address, int size) =>
        Ask(command.Read(space, address, size), QtestLineKind.Value) & (ulong.MaxValue >> (64 - 8 * size));

    /// <summary>Writes; lost if the connection is broken.</summary>
    public void Write(RegionSpace space, ulong address, int size, ulong value) =>
        Ask(command.Write(space, address, size, value), QtestLineKind.Done);

    /// <summary>Takes what QEMU says unasked, and waits for it no longer than a given time.</summary>
    public void Listen(int atMostMs)
    {
        if (Problem is null && socket.Poll(atMostMs * 1000, SelectMode.SelectRead))
        {
            Receive();
            TakeUnasked();
        }
    }

    /// <inheritdoc/>
    public uint ReadConfig(int register)
    {
        Select(register);
        return (uint)Read(RegionSpace.Port, 0xcfc, 4);
    }

    /// <inheritdoc/>
    public void WriteConfig(int register, uint value)
    {
        Select(register);
        Write(RegionSpace.Port, 0xcfc, 4, value);
    }

    /// <summary>Does nothing: QEMU tells each level.</summary>
    public void LookAtLine()
    {
    }

    /// <inheritdoc/>
    public void Join(PollSet set) => set.Add(socket.SafeHandle);

    public void Dispose() => socket.Dispose();

    private void Select(int register) => Write(RegionSpace.Port, 0xcf8, 4, 0x8000_0000u | (uint)ParkedQemu.Slot << 11 | (uint)register);

    private ulong Ask(ReadOnlySpan<byte> text, QtestLineKind expected)
    {
        if (Problem is not null)
            return ulong.MaxValue;
        var begun = Stopwatch.GetTimestamp();
        if (socket.Send(text, SocketFlags.None, out var error) != text.Length)
            Break($"takes no command ({error})");
        while (Problem is null)
        {
            Receive();
            while (lines.TryTake(out var line))
            {
                var said = QtestLine.Of(line);
                if (said.Kind == expected)
                {
                    TakeUnasked();
                    return said.Number;
                }
                TakeLevel(said);
            }
            if (Stopwatch.GetElapsedTime(begun).TotalMilliseconds > answerWithinMs)
                Break($"did not answer within {answerWithinMs} ms");
        }
        return ulong.MaxValue;
    }

    private void TakeUnasked()
    {
        while (lines.TryTake(out var line))
            TakeLevel(QtestLine.Of(line));
    }

    private void TakeLevel(QtestLine said)
    {
        if (said.Kind is not (QtestLineKind.Raised or QtestLineKind.Lowered))
            Break("gave an answer that does not belong to the command");
        else if (said.Number == interruptLine)
            LevelTold?.Invoke(said.Kind == QtestLineKind.Raised);
    }

    private void Receive()
    {
        var room = lines.Room;
        if (room.IsEmpty)
        {
            Break($"said a line of more than {BufferBytes} bytes");
            return;
        }
        var count = socket.Receive(room, SocketFlags.None, out var error);
        if (error is SocketError.TimedOut or SocketError.WouldBlock)
            Break($"did not answer within {answerWithinMs} ms");
        else if (error != SocketError.Success || count == 0)
            Break("closed its qtest socket");
        else
            lines.Added(count);
    }

    private void Break(string problem) => Problem ??= problem;
}
