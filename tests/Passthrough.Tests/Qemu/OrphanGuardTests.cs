using System.Diagnostics;
using Passthrough.Devices.Qemu;

namespace Passthrough.Tests.Qemu;

/// <summary>What becomes of a program whose starter goes, seen from a starter that only seems to.</summary>
public sealed class OrphanGuardTests : IDisposable
{
    private const int LongestMs = 10_000;

    private readonly ParkingFolder folder = ParkingFolder.TryMake(Path.GetTempPath(), out _)!;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TheEndOfItsStarterEndsTheProgramAndItsFolder()
    {
        using var program = Process.Start(OrphanGuard.Start("/bin/sleep", ["600"], folder))!;

        program.StandardInput.Close(); // as the kernel does when a process is killed

        Assert.True(program.WaitForExit(LongestMs));
        Assert.Equal(137, program.ExitCode);
        Assert.True(SpinWait.SpinUntil(() => !Directory.Exists(folder.Path), LongestMs));
    }

    [Fact]
    public void AGuardThatIsDismissedDoesNothing()
    {
        using var program = Process.Start(OrphanGuard.Start("/bin/cat", ["/dev/null"], folder))!;
        Assert.True(program.WaitForExit(LongestMs));
        Assert.Equal(0, program.ExitCode);

        OrphanGuard.Dismiss(program);
        OrphanGuard.Dismiss(program);

        program.StandardError.ReadToEnd(); // nobody holds it open
        Assert.True(Directory.Exists(folder.Path));
    }

    [Fact]
    public void ArgumentsAndErrorsGoThroughUnchanged()
    {
        using var program = Process.Start(OrphanGuard.Start("/bin/ls", ["a b", "$c;d", "'"], folder))!;

        var said = program.StandardError.ReadToEnd();
        OrphanGuard.Dismiss(program);

        Assert.Contains("a b", said, StringComparison.Ordinal);
        Assert.Contains("$c;d", said, StringComparison.Ordinal);
        Assert.True(program.WaitForExit(LongestMs));
    }
}
