namespace Passthrough.Scenarios;

/// <summary>A guest as a scenario plans it.</summary>
/// <param name="Identity">Who it is.</param>
/// <param name="Kind">The word for its kind, as scenarios write it.</param>
public abstract record GuestPlan(GuestIdentity Identity, string Kind)
{
    /// <summary>What people call it.</summary>
    public string Name => Identity.Name;

    /// <summary>Its number, from 1.</summary>
    public ushort Number => Identity.Number;

    /// <summary>Its share of the device against those of the others.</summary>
    public int Weight => Identity.Weight;

    /// <summary>The six bytes of the address that its NIC has.</summary>
    public IReadOnlyList<byte> Address => Identity.Address;
}
