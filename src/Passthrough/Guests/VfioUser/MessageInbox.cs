using Microsoft.Win32.SafeHandles;
using Passthrough.SystemCalls;

namespace Passthrough.Guests.VfioUser;

/// <summary>Puts together what comes from a client into whole messages with their descriptors.</summary>
/// <remarks>
/// Head and body are received apart, and never more than belongs to one message. So descriptors are those of the message with which they came,
/// and what a client sends ahead waits in the kernel, which bounds it.
/// </remarks>
internal sealed class MessageInbox : IDisposable
{
    /// <summary>Bytes of the longest message that is taken: a region access as long as is offered, with all that stands in front of it.</summary>
    public const int MostBytes = MostDataBytes + 64;

    /// <summary>Bytes of data in one message at most; the negotiation says it to the client.</summary>
    public const int MostDataBytes = 4096;

    /// <summary>Descriptors that one message can have; the negotiation says it to the client.</summary>
    public const int MostDescriptors = 1;

    private readonly byte[] bytes = new byte[MostBytes];
    private readonly List<SafeFileHandle> descriptors = [];
    private int count;

    /// <summary>The head of the message that came last.</summary>
    public MessageHead Head { get; private set; }

    /// <summary>What stands behind it.</summary>
    public Span<byte> Body => bytes.AsSpan(MessageHead.Bytes, (int)Head.Size - MessageHead.Bytes);

    /// <summary>How many descriptors came with it, or more than fit.</summary>
    public int DescriptorCount => descriptors.Count;

    /// <summary>Takes the next message.</summary>
    /// <param name="socket">From where.</param>
    /// <param name="problem">Why nothing more can come of this connection.</param>
    /// <returns>Whether a whole message is here. If not, and there is no problem, the rest has not come yet.</returns>
    public bool TryReceive(DescriptorSocket socket, out string? problem)
    {
        problem = null;
        if (count == 0)
            CloseDescriptors();
        while (count < MessageHead.Bytes || count < Head.Size)
        {
            var wanted = count < MessageHead.Bytes ? MessageHead.Bytes : (int)Head.Size;
            var received = socket.TryReceive(bytes.AsSpan(count..wanted), descriptors);
            if (received.Count == 0)
            {
                problem = !received.IsEnd ? null : count == 0 ? "the client has left" : "the client has left in the middle of a message";
                return false;
            }
            if (received.LostDescriptors || descriptors.Count > MostDescriptors)
            {
                problem = $"more than {MostDescriptors} descriptor came with a message";
                return false;
            }
            count += received.Count;
            if (count != MessageHead.Bytes)
                continue;
            Head = MessageHead.Read(bytes);
            problem = Head.Size is < MessageHead.Bytes or > MostBytes ? $"a message of {Head.Size} bytes: {MessageHead.Bytes} to {MostBytes} are possible" : null;
            if (problem is not null)
                return false;
        }
        count = 0;
        return true;
    }

    /// <summary>Takes the descriptor that came with the message; the caller owns it.</summary>
    public SafeFileHandle? TakeDescriptor()
    {
        if (descriptors.Count == 0)
            return null;
        var taken = descriptors[0];
        descriptors.RemoveAt(0);
        return taken;
    }

    /// <summary>Begins again, for the next client.</summary>
    public void Clear()
    {
        count = 0;
        CloseDescriptors();
    }

    public void Dispose() => CloseDescriptors();

    private void CloseDescriptors()
    {
        foreach (var descriptor in descriptors)
            descriptor.Dispose();
        descriptors.Clear();
    }
}
