using Dmm.Hooking;
using Dmm.Modeling;
using Dmm.Modeling.Model;

namespace Dmm.Analysis.Checking;

/// <summary>Says what checks of DMA to guest memory are worth, and where there are none.</summary>
internal static class GuestMemoryCheck
{
    public static void Run(DeviceModel model, Findings findings)
    {
        var plan = ShadowPlan.Of(model);
        foreach (var check in model.Checks)
            if (plan.Problems.FirstOrDefault(problem => problem.Name == check.Name || problem.Name == check.Walk?.Name) is { Why: { } why })
                findings.Warn(DiagnosticCodes.GuestCanChange, check.Location, $"checks.{check.Name}",
                    check.Walk is { } structure
                        ? $"'{check.Name}' judges entries of '{structure.Name}', which the guest can change after the check, and no copy can be put in their place: {why}"
                        : $"'{check.Name}' judges an address that cannot be told to the device in another way: {why}",
                    "let a register, a field or a kept variable hold the address as it is; or give such a device to guests only behind an IOMMU");
        if (model.Soundness == Soundness.RegisterAddressed && !model.Checks.Any(check => check.IsOfGuest))
            ReportUnchecked(model, "the device reaches guest memory, but no check is about a window of it", "add a check with 'dma' and 'within' a window with 'space: guest', or write pio-only", findings);
        else if (model.Soundness == Soundness.DescriptorAddressed && !model.Checks.Any(check => check.Walk is not null))
            ReportUnchecked(model, "the device finds addresses in guest memory, but no check walks a structure there", "add a check with 'dma' and 'walk', or write register-addressed", findings);
    }

    private static void ReportUnchecked(DeviceModel model, string message, string cure, Findings findings) =>
        findings.Warn(DiagnosticCodes.UncheckedMemory, model.SoundnessLocation, "soundness", message, cure);
}
