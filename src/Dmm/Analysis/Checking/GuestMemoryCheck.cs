using Dmm.Modeling;
using Dmm.Modeling.Model;

namespace Dmm.Analysis.Checking;

/// <summary>Says what checks of DMA to guest memory are worth, and where there are none.</summary>
internal static class GuestMemoryCheck
{
    public static void Run(DeviceModel model, Findings findings)
    {
        foreach (var check in model.Checks.Where(check => check.Walk is not null))
            ReportChangeable(model, check, findings);
        if (model.Soundness == Soundness.RegisterAddressed && !model.Checks.Any(check => check.IsOfGuest))
            ReportUnchecked(model, "the device reaches guest memory, but no check is about a window of it", "add a check with 'dma' and 'within' a window with 'space: guest', or write pio-only", findings);
        else if (model.Soundness == Soundness.DescriptorAddressed && !model.Checks.Any(check => check.Walk is not null))
            ReportUnchecked(model, "the device finds addresses in guest memory, but no check walks a structure there", "add a check with 'dma' and 'walk', or write register-addressed", findings);
    }

    private static void ReportChangeable(DeviceModel model, CheckInfo check, Findings findings)
    {
        var anytime = check.Walk!.IsFetchedAnytime;
        findings.Warn(DiagnosticCodes.GuestCanChange, check.Location, $"checks.{check.Name}",
            $"'{check.Name}' reads entries of '{check.Walk.Name}' in guest memory, {(anytime ? "which the device reads again whenever it likes" : "where the guest can change them after the check")}",
            "give such a device to guests only behind an IOMMU, or with shadow descriptors");
    }

    private static void ReportUnchecked(DeviceModel model, string message, string cure, Findings findings) =>
        findings.Warn(DiagnosticCodes.UncheckedMemory, model.SoundnessLocation, "soundness", message, cure);
}
