using static Passthrough.Nics.E1000.E1000Register;

namespace Passthrough.Nics.E1000;

/// <summary>Reads back what a driver has set and what its NIC made of it at rest, for the code that follows its accesses.</summary>
internal sealed class E1000ReadingBack(E1000Nic nic)
{
    private static readonly uint[] Registers =
        [Ctrl, Eerd, Rctl, Tctl, Tipg, Ims, Rdbal, Rdbah, Rdlen, Rdh, Rdt, Tdbal, Tdbah, Tdlen, Tdh, Tdt, Mta, Ral, Rah];

    /// <summary>Reads all; nothing is on its way then.</summary>
    public async ValueTask RunAsync()
    {
        nic.Io.Activity = "reading its registers back";
        foreach (var register in Registers)
            await nic.In(register);
    }
}
