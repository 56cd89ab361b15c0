using Passthrough.SystemCalls;

namespace Passthrough.Tests.Serving;

/// <summary>What a VMM can make of an eventfd that it shares.</summary>
internal static class Events
{
    private const int GetFlags = 3, SetFlags = 4, NonBlocking = 0x800; // fcntl(2)

    /// <summary>A counter where read(2) and write(2) wait.</summary>
    public static EventCounter MakeBlocking()
    {
        var made = EventCounter.TryMake()!;
        Assert.Equal(0, Libc.Describe(made.Handle, SetFlags, 0));
        return made;
    }

    public static bool IsBlocking(EventCounter counter) => (Libc.Describe(counter.Handle, GetFlags, 0) & NonBlocking) == 0;

    /// <summary>Adds as much as fits.</summary>
    public static void Fill(EventCounter counter)
    {
        counter.TryTake();
        RandomAccess.Write(counter.Handle, BitConverter.GetBytes(ulong.MaxValue - 1), 0);
    }
}
