using System.CommandLine;

namespace Vpio.Commands;

/// <summary><c>vpio verify</c>: shows of a model what cannot be seen in it.</summary>
internal static class VerifyCommand
{
    public static Command Create() => new("verify", "Verify what a model promises, on a device. Example: vpio verify handoff")
    {
        VerifyHandoffCommand.Create(),
        VerifyIsolationCommand.Create(),
    };
}
