using Passthrough.Guests;
using Passthrough.Guests.Scripted;

namespace Passthrough.Costs;

/// <summary>A guest that reads one register for ever.</summary>
internal sealed class ReadingScript : IGuestScript
{
    public GuestReport Report => new();

    public async Task RunAsync(GuestIo io)
    {
        while (true)
            await io.Read(0, 1);
    }
}
