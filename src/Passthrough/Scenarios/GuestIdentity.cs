namespace Passthrough.Scenarios;

/// <summary>What every guest of a scenario has.</summary>
/// <param name="Name">What people call it; also the name of its recording.</param>
/// <param name="Number">Its number, from 1: the stream of its frames.</param>
/// <param name="Weight">Its share of the device against those of the others.</param>
/// <param name="Address">The six bytes of the address that its NIC has.</param>
public sealed record GuestIdentity(string Name, ushort Number, int Weight, IReadOnlyList<byte> Address);
