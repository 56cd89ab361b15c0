using Passthrough.Guests;
using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;

namespace Passthrough.Costs;

/// <summary>A guest that starts its device, loads some frames, and then wants nothing any more.</summary>
/// <param name="driver">A driver that leaves the device alone between two calls.</param>
/// <param name="frames">Frames that it loads. The first goes out; a second stays on the device.</param>
internal sealed class RestingScript(IScriptedDriver driver, IReadOnlyList<byte[]> frames) : IGuestScript, IFrameEvents
{
    public GuestReport Report => new();

    public async Task RunAsync(GuestIo io)
    {
        await driver.StartAsync(io, this);
        for (var i = 0; i < frames.Count && driver.HasRoom; i++)
            await driver.SendAsync(frames[i], (uint)i);
        io.Activity = "resting";
        while (true)
            await io.Wait(long.MaxValue);
    }

    public void Sent(uint tag, int byteCount)
    {
    }

    public void Received(ReadOnlySpan<byte> frame)
    {
    }
}
