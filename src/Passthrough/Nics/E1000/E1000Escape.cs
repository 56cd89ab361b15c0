using Passthrough.Guests.Scripted;

namespace Passthrough.Nics.E1000;

/// <summary>How a driver of the 8254x misbehaves: it moves its receive ring, while frames come in, to memory that is not its own; or gives an entry with a buffer there.</summary>
internal static class E1000Escape
{
    /// <summary>No guest here has that much memory.</summary>
    public const uint Elsewhere = 0xc0000000;

    public static async ValueTask TryAsync(GuestIo io)
    {
        io.Activity = "moving its ring to memory that is not its own";
        await io.Write(E1000Register.Rdbal, sizeof(uint), Elsewhere);
    }
}
