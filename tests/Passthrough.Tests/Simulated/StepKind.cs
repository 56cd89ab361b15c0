namespace Passthrough.Tests.Simulated;

/// <summary>What can happen to a NIC.</summary>
internal enum StepKind
{
    Read,
    Write,
    Deliver,
    Advance,
    Wait,
    Reset,
}
