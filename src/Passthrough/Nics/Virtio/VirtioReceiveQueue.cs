using Passthrough.Guests.Workloads;
using Passthrough.Peers;
using static Passthrough.Nics.Virtio.VirtioRegisters;

namespace Passthrough.Nics.Virtio;

/// <summary>The queue to receive into: each chain has room for one frame, and its header in front.</summary>
internal sealed class VirtioReceiveQueue(VirtioChip chip, VirtioDriverOptions options)
{
    private const int BufferBytes = 1536;

    private readonly VirtioQueue queue = new(chip, ReceiveQueue, options.ReceiveEntries, options.PartsOfABuffer);
    private readonly byte[] bytes = new byte[BufferBytes];
    private ulong buffers;

    /// <summary>The queue itself.</summary>
    public VirtioQueue Queue => queue;

    /// <summary>All chains are given to a device that was reset.</summary>
    public void Fill()
    {
        queue.Forget();
        if (buffers == 0)
            buffers = chip.Memory.Allot(queue.Chains * BufferBytes);
        for (var chain = 0; chain < queue.Chains; chain++)
            GiveBack(chain);
    }

    /// <summary>Takes what has come, and gives the chains back.</summary>
    /// <param name="events">Receives the frames.</param>
    /// <param name="hasGiven">Whether any was given back, for which the device is to be rung.</param>
    /// <returns>False if the queue makes no sense.</returns>
    public bool Drain(IFrameEvents events, out bool hasGiven)
    {
        hasGiven = false;
        for (var chains = 0; chains < queue.Chains && queue.TryTake(out var chain, out var byteCount); chains++)
        {
            if (chain < 0 || byteCount is < HeaderBytes + WorkloadFrame.LeastBytes or > BufferBytes)
                return false;
            chip.Memory.Read(BufferOf(chain), bytes.AsSpan(0, byteCount));
            events.Received(bytes.AsSpan(HeaderBytes, byteCount - HeaderBytes));
            GiveBack(chain);
            hasGiven = true;
        }
        return true;
    }

    private void GiveBack(int chain)
    {
        var at = BufferOf(chain);
        if (options.PartsOfABuffer == 2)
            queue.Put(chain, 0, at, HeaderBytes, writes: true);
        var first = options.PartsOfABuffer == 2 ? HeaderBytes : 0;
        queue.Put(chain, options.PartsOfABuffer - 1, at + (ulong)first, BufferBytes - first, writes: true);
        queue.Give(chain);
    }

    private ulong BufferOf(int chain) => buffers + (ulong)(chain * BufferBytes);
}
