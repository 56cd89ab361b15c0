using Dmm.Compilation;
using Dmm.Modeling.Model;
using Dmm.Tracing;

namespace Dmm.Monitoring;

/// <summary>Recognizes the accesses by which a driver resets the whole device.</summary>
/// <remarks>A guest that lost its device gets one back with such an access, and with no other.</remarks>
/// <param name="tables">The model, compiled.</param>
public sealed class ResetAccesses(MonitorTables tables)
{
    private readonly ulong[] after = new ulong[tables.Model.StateWords];

    /// <summary>Whether an access resets the device.</summary>
    /// <param name="access">The access. Of a read only its address counts: its value is not known yet.</param>
    /// <param name="state">The state block of the device before the access.</param>
    public bool Contain(in TraceEvent access, ReadOnlySpan<ulong> state)
    {
        var isWrite = access.Kind == TraceEventKind.Write;
        var found = tables.Find(access.Region, access.Offset, isWrite, state);
        if (found.Register is not { } register)
            return false;
        foreach (var reset in tables.Model.Resets)
            if (reset.Register == register && reset.IsWrite == isWrite && (!isWrite || IsTrue(reset, found, access, state)))
                return true;
        return false;
    }

    private bool IsTrue(ResetAccessInfo reset, RegisterAt found, in TraceEvent access, ReadOnlySpan<ulong> state)
    {
        state.CopyTo(after);
        ref var word = ref after[found.Register!.Word];
        var before = word;
        var mask = (ulong.MaxValue >> (64 - 8 * access.Size)) << found.Shift;
        word = (word & ~mask) | ((access.Value << found.Shift) & mask);
        return reset.When.Test(after, found.Register.Word, before);
    }
}
