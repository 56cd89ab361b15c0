using System.Text.RegularExpressions;
using Passthrough.SystemCalls;

namespace Passthrough.Devices.Vfio;

/// <summary>Learns from the kernel's log that the IOMMU has stopped a card; there is no other way to learn it.</summary>
internal sealed partial class IommuFaults(KernelLog log, string address) : IDisposable
{
    private readonly string shortAddress = address[(address.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>What the card reached for; null if it was not stopped since it was asked for last.</summary>
    public string? Take()
    {
        string? first = null;
        while (log.Next() is { } text)
            if (text.Contains(shortAddress, StringComparison.Ordinal) && Fault().Match(text) is { Success: true } match)
                first ??= match.Groups["at"].Value;
        return first;
    }

    public void Dispose() => log.Dispose();

    /// <summary>Linux: drivers/iommu/intel/dmar.c, dmar_fault_do_one; drivers/iommu/amd/iommu.c, amd_iommu_report_page_fault.</summary>
    [GeneratedRegex(@"DMAR: \[DMA .*fault addr (?<at>(?:0x)?[0-9a-f]+)|IO_PAGE_FAULT.* address=(?<at>0x[0-9a-f]+)")]
    private static partial Regex Fault();
}
