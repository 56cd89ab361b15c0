using Dmm.Modeling;
using Dmm.Modeling.Model;

namespace Dmm.Analysis.Checking;

/// <summary>Finds transfers that a guest moves itself, through a stream, into the memory in which frames arrive, and of which nothing shows how far they are.</summary>
/// <remarks>
/// Which checks are about such a transfer, the model's procedures tell: they make one, so they write the register in which it begins. What
/// cannot be asked has not been moved, so the guest's own bytes never count as its own there.
/// </remarks>
internal static class TransferCheck
{
    public static void Run(DeviceModel model, Findings findings)
    {
        if (model.Receive is not { } receive)
            return;
        foreach (var check in model.Checks)
            if (check.Dma is { Position: null } dma && dma.Within.Contains(receive.Window) && StreamOf(model, dma) is { } stream)
                findings.Warn(DiagnosticCodes.TransferNotShown, check.Location, $"checks.{check.Name}",
                    $"'{check.Name}' is about a transfer that the guest moves through '{stream.Name}', and nothing shows how far it is: what the guest has moved cannot be told from frames of others",
                    "name in 'position' the register that shows the address that is next; where the device has none, follow the stream by rules");
    }

    /// <summary>The stream through which a DMA is moved; null when the device moves it by itself.</summary>
    private static RegisterInfo? StreamOf(DeviceModel model, DmaInfo dma) =>
        (from procedure in model.Procedures
         let stream = procedure.Steps.FirstOrDefault(step => step.Kind == StepKind.Move)?.Register
         where stream is not null && procedure.Steps.Any(step => step.Kind == StepKind.Write && BeginsAt(step, procedure) && dma.At.References.Any(reference => reference.IsRegister && reference.Word == step.Register!.Word))
         select stream).FirstOrDefault();

    private static bool BeginsAt(StepInfo step, ProcedureInfo procedure) => step.Expression!.References.Any(reference => reference.Word == procedure.AddressWord);
}
