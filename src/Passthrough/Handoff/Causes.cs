using Dmm.Modeling.Model;

namespace Passthrough.Handoff;

/// <summary>Which bits of a cause register tell of something that happened, and not how the device is.</summary>
internal static class Causes
{
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
