using System.Diagnostics;

namespace Passthrough.Devices.Qemu;

/// <summary>Starts a program that ends, and whose folder goes, when this process ends without ending it: even a process that is killed.</summary>
/// <remarks>
/// A shell leaves a child that waits for a line from us, and becomes the program. If no line comes but the end of the pipe, nobody is left
/// who would end the program. PR_SET_PDEATHSIG of prctl(2) would not do: it acts when the thread ends that started the program, and threads
/// of .NET come and go.
/// </remarks>
internal static class OrphanGuard
{
    private const string Script = $$"""
        exec 3<&0 </dev/null
        (read -r line <&3 || { kill -9 $$; rm -f {{ParkingFolder.Firmware}} {{ParkingFolder.Qtest}} {{ParkingFolder.DeviceEnd}} {{ParkingFolder.BenchEnd}} {{ParkingFolder.Link}}; rmdir "$PWD"; }) >/dev/null 2>&1 &
        exec "$@" 3<&-
        """;

    /// <summary>How to start a program that runs in the folder. Its input is the guard's, its errors are read by us.</summary>
    public static ProcessStartInfo Start(string program, IEnumerable<string> arguments, ParkingFolder folder) => new("/bin/sh", ["-c", Script, program, program, .. arguments])
    {
        WorkingDirectory = folder.Path,
        RedirectStandardInput = true,
        RedirectStandardError = true,
    };

    /// <summary>The program has ended, and the guard may go: it must not end the next process with that number.</summary>
    public static void Dismiss(Process program)
    {
        try
        {
            program.StandardInput.WriteLine();
            program.StandardInput.Close();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It went before, or was dismissed already.
        }
    }
}
