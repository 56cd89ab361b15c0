using System.Net.Sockets;
using System.Text.Json;
using Passthrough.SystemCalls;

namespace Passthrough.Devices.Qemu;

/// <summary>Makes the link to the device of a QEMU of the machine <c>x-remote</c>.</summary>
/// <remarks>
/// QEMU takes its end from the process that starts it. What is sent before QEMU has reset the machine for the first time is lost by that reset; QEMU's
/// monitor answers after it (docs/interop/qmp-spec.rst), so the link is used from then on.
/// </remarks>
internal static class RemoteSetup
{
    private const int LongestAnswer = 65_536;

    /// <summary>Waits until the machine is there.</summary>
    /// <param name="monitor">QEMU's monitor socket.</param>
    /// <param name="link">Our end of the link.</param>
    /// <param name="answerWithinMs">How long QEMU may take for one answer.</param>
    /// <param name="problem">What went wrong.</param>
    public static RemoteLink? TryLink(Socket monitor, Socket link, int answerWithinMs, out string? problem)
    {
        monitor.SendTimeout = monitor.ReceiveTimeout = answerWithinMs;
        problem = "did not answer on its monitor socket";
        if (!TryReceive(monitor, "QMP") || monitor.Send("""{"execute":"qmp_capabilities"}"""u8, SocketFlags.None, out _) == 0 || !TryReceive(monitor, "return"))
            return null;
        problem = EventSignal.Problem;
        if (problem is not null)
            return null;
        problem = "events cannot be made: this process has too many open files";
        if (EventCounter.TryMake() is not { } raised || EventCounter.TryMake() is not { } question)
            return null;
        problem = null;
        return new RemoteLink(link, raised, question, answerWithinMs);
    }

    /// <summary>Takes messages until one has a key; events come in between. Each is a line.</summary>
    private static bool TryReceive(Socket monitor, string key)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (line.Count < LongestAnswer)
        {
            if (monitor.Receive(one, SocketFlags.None, out var error) != 1 || error != SocketError.Success)
                return false;
            line.Add(one[0]);
            if (one[0] != '\n')
                continue;
            try
            {
                using var message = JsonDocument.Parse(line.ToArray());
                if (message.RootElement.TryGetProperty(key, out _))
                    return true;
                if (message.RootElement.TryGetProperty("error", out _))
                    return false;
            }
            catch (JsonException)
            {
                return false;
            }
            line.Clear();
        }
        return false;
    }
}
