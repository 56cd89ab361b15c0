namespace Passthrough.Guests.VfioUser;

/// <summary>Why a request is refused, in the numbers of Linux that the protocol uses.</summary>
internal static class Errno
{
    public const int None = 0, NoEntry = 2, Exists = 17, Invalid = 22, NoSpace = 28, NotSupported = 95;
}
