using Passthrough.Devices.Vfio;

namespace Passthrough.Nics;

/// <summary>A card of this machine that a bench is to use.</summary>
/// <param name="Address">Its PCI address.</param>
/// <param name="FarEnd">The network interface at the other end of its cable.</param>
public sealed record CardChoice(string Address, string FarEnd)
{
    /// <summary>The word for such a bench on the command line.</summary>
    public const string Word = VfioPlan.Word;

    internal VfioPlan Plan => new(new VfioOptions { Address = VfioPlan.WithDomain(Address), FarEnd = FarEnd });

    /// <summary>Whether QEMU models it; such a card does what QEMU's does.</summary>
    internal bool IsOfQemu => new HardwareNics().Find(VfioPlan.WithDomain(Address))?.IsOfQemu ?? false;
}
