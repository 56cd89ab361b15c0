using Passthrough.Guests.Scripted;

namespace Passthrough.Nics.E1000;

/// <summary>How a driver of the 8254x misbehaves: it moves its receive ring, while frames come in, to memory that is not its own.</summary>
internal static class E1000Escape
{
    private const uint Elsewhere = 0xc0000000; // no guest here has that much memory

    public static async ValueTask TryAsync(GuestIo io)
    {
        io.Activity = "moving its ring to memory that is not its own";
        await io.Write(E1000Register.Rdbal, sizeof(uint), Elsewhere);
    }
}
