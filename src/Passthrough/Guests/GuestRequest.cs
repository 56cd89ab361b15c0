namespace Passthrough.Guests;

/// <summary>What a guest needs before it can go on.</summary>
/// <param name="Kind">What.</param>
/// <param name="Access">The access, if that is it.</param>
/// <param name="UntilNs">Until when it waits at most, in the device's time; <see cref="long.MaxValue"/> for no end.</param>
public readonly record struct GuestRequest(GuestRequestKind Kind, GuestAccess Access = default, long UntilNs = long.MaxValue)
{
    /// <summary>An access.</summary>
    public static GuestRequest For(GuestAccess access) => new(GuestRequestKind.Access, access);

    /// <summary>Its interrupt, or a moment.</summary>
    public static GuestRequest Wait(long untilNs) => new(GuestRequestKind.Wait, default, untilNs);

    /// <summary>More time.</summary>
    public static GuestRequest Busy => new(GuestRequestKind.Busy);

    /// <summary>A message of the process that the guest lives in, or a moment.</summary>
    public static GuestRequest Listen(long untilNs = long.MaxValue) => new(GuestRequestKind.Listen, default, untilNs);

    /// <summary>A device like one that was just switched on.</summary>
    public static GuestRequest Restart => new(GuestRequestKind.Restart);

    /// <summary>Nothing any more.</summary>
    public static GuestRequest Ended => new(GuestRequestKind.Ended);
}
