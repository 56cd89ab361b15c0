using System.Runtime.InteropServices;

namespace Vpio.Input;

/// <summary>Ctrl-C, or a request to end: the first is a wish to come to an end in good order, the second is obeyed at once.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;

    public Interruption() => registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Take), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Take)];

    /// <summary>Whether somebody wishes it.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>Gives signals back to their former handlers.</summary>
    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        source.Dispose();
    }

    private void Take(PosixSignalContext context)
    {
        context.Cancel = !source.IsCancellationRequested;
        source.Cancel();
    }
}
