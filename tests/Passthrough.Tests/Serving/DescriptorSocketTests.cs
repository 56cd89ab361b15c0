using Microsoft.Win32.SafeHandles;
using Passthrough.SystemCalls;

namespace Passthrough.Tests.Serving;

public class DescriptorSocketTests
{
    private const int Duplicate = 1030; // F_DUPFD_CLOEXEC

    /// <summary>As a process that is being started holds one, for a moment.</summary>
    [Fact]
    public void ConnectionEndsThoughSomeoneHoldsACopyOfTheDescriptor()
    {
        using var place = new Place();
        var client = place.Attach();
        using var copy = new SafeFileHandle(Libc.Describe(client.Handle, Duplicate, 0), ownsHandle: true);
        client.Dispose();
        place.Run();
        Assert.False(place.Guest.IsAttached);
        using var next = place.Attach();
    }
}
