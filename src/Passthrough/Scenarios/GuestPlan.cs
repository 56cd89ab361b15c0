using Passthrough.Guests.Workloads;
using Passthrough.Nics;

namespace Passthrough.Scenarios;

/// <summary>A guest as a scenario plans it.</summary>
/// <param name="Name">What people call it; also the name of its recording.</param>
/// <param name="Number">Its number, from 1: the stream of its frames.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Weight">Its share of the device against those of the others.</param>
/// <param name="Address">The six bytes of the address that it gives its NIC.</param>
/// <param name="Driver">Its driver.</param>
/// <param name="Workload">What it does.</param>
public sealed record GuestPlan(string Name, ushort Number, GuestKind Kind, int Weight, IReadOnlyList<byte> Address, DriverPlan Driver, Workload Workload);
