using Dmm.Modeling.Model;

namespace Passthrough.Handoff;

/// <summary>Which bits of a cause register report an event, and not a state of the device.</summary>
internal static class Causes
{
    /// <summary>The register of causes, if the monitor may look at it; null where a read takes causes away, so that only the guest reads it.</summary>
    public static RegisterInfo? RegisterOf(DeviceModel model) => model.Interrupt is { Cause: { ReadHasSideEffect: false } cause } ? cause : null;

    /// <summary>The bits that a guest acknowledges; a field that is only read is status.</summary>
    public static ulong Of(RegisterInfo cause)
    {
        var bits = ulong.MaxValue >> (64 - 8 * cause.Bytes);
        foreach (var field in cause.Fields)
            if ((field.Access & AccessWords.WriteOneToClear) == 0)
                bits &= ~field.Mask;
        return bits;
    }
}
