namespace Dmm.Modeling.Model;

/// <summary>Says of a DMA whether its guest moves it, unit by unit, through a register that is a stream, or whether the device makes it by itself.</summary>
/// <remarks>The model's procedures show it: one that saves or restores memory makes such a transfer, so it writes the register in which a transfer begins.</remarks>
internal static class MovedTransfer
{
    /// <summary>The stream through which a guest moves a DMA; null when the device makes it by itself.</summary>
    public static RegisterInfo? StreamOf(DeviceModel model, DmaInfo dma) =>
        (from procedure in model.Procedures
         let stream = procedure.Steps.FirstOrDefault(step => step.Kind == StepKind.Move)?.Register
         where stream is not null && procedure.Steps.Any(step => step.Kind == StepKind.Write && BeginsAt(step, procedure) && dma.At.References.Any(reference => reference.IsRegister && reference.Word == step.Register!.Word))
         select stream).FirstOrDefault();

    private static bool BeginsAt(StepInfo step, ProcedureInfo procedure) => step.Expression!.References.Any(reference => reference.Word == procedure.AddressWord);
}
