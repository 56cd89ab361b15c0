using Dmm.Modeling;
using Dmm.Modeling.Model;

namespace Dmm.Analysis.Checking;

/// <summary>Finds transfers that a guest moves itself, through a stream, into the memory in which frames arrive, while no register shows how far they are.</summary>
/// <remarks>What cannot be asked has not been moved, so the guest's own bytes never count as its own there.</remarks>
internal static class TransferCheck
{
    public static void Run(DeviceModel model, Findings findings)
    {
        if (model.Receive is not { } receive)
            return;
        foreach (var check in model.Checks)
            if (check.Dma is { Position: null } dma && dma.Within.Contains(receive.Window) && MovedTransfer.StreamOf(model, dma) is { } stream)
                findings.Warn(DiagnosticCodes.TransferNotShown, check.Location, $"checks.{check.Name}",
                    $"'{check.Name}' is about a transfer that the guest moves through '{stream.Name}', and nothing shows how far it is: what the guest has moved cannot be told from frames of others",
                    "name in 'position' the register that shows the address that is next; where the device has none, follow the stream by rules");
    }
}
