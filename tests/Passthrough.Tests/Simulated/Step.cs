using Passthrough.Devices;

namespace Passthrough.Tests.Simulated;

/// <summary>One thing that happens to a NIC.</summary>
internal sealed record Step(StepKind Kind, int Region, uint Offset, int Size, ulong Value, int Length)
{
    /// <summary>Does it, and gives what it answers.</summary>
    public ulong Do(IPhysicalNic nic)
    {
        switch (Kind)
        {
            case StepKind.Read:
                return nic.Read(Region, Offset, Size);
            case StepKind.Write:
                nic.Write(Region, Offset, Size, Value);
                return 0;
            case StepKind.Deliver:
                return nic.Deliver(Frames.To((Value & 1) == 0 ? Frames.Station : Frames.Broadcast, Length)) ? 1UL : 0;
            case StepKind.Advance:
                nic.Advance((long)(Value & 0xfffff));
                return 0;
            case StepKind.Wait:
                return nic.WaitForInterrupt((long)(Value & 0xfffff)) ? 1UL : 0;
            default:
                nic.Reset();
                return 0;
        }
    }
}
