using Dmm.Replaying.Explaining;

namespace Vpio.Output;

/// <summary>How a value came to be known, in words.</summary>
internal static class KnownByText
{
    public static string Of(KnownBy by) => by switch
    {
        KnownBy.HookedWrite => "hooked write",
        KnownBy.HookedRead => "hooked read",
        KnownBy.ProbedWrite => "write, for a probe",
        KnownBy.ProbedRead => "read, for a probe",
        KnownBy.Interrupt => "interrupt",
        KnownBy.Effect => "effect",
        KnownBy.Entry => "entry that the device read",
        KnownBy.Reset => "reset",
        _ => "power-on",
    };
}
