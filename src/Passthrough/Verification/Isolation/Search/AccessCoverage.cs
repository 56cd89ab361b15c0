using Dmm.Compilation;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Verification.Isolation.Scripts;

namespace Passthrough.Verification.Isolation.Search;

/// <summary>What an attacker's accesses have come to: which, in which states, with which outcome, and one after the other.</summary>
internal sealed class AccessCoverage
{
    private const int Bits = 17;

    private readonly ulong[] seen = new ulong[(1 << Bits) / 64];
    private ulong before;
    private long denied;

    /// <summary>Whether something was new since the last start.</summary>
    public bool HasNew { get; private set; }

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Another run begins.</summary>
    public void Start()
    {
        HasNew = false;
        before = 0;
        denied = 0;
    }

    /// <summary>Takes an access that was made or denied.</summary>
    public void Take(Tenant tenant, MonitorTables tables, in ScriptStep step)
    {
        var words = tenant.Monitor.State.Words;
        var wasDenied = tenant.Counts.Denied != denied;
        denied = tenant.Counts.Denied;
        var register = tables.Find(step.Region, step.Offset, step.Kind == ScriptStepKind.Write, words).Register;
        var now = Mix((ulong)(register?.Word ?? 0) << 8 | (ulong)step.Size << 3 | (ulong)(uint)step.Kind << 1 | (wasDenied ? 1UL : 0)) ^ Mix(words[0]) ^ (tenant.IsLost ? 0x5555UL : 0);
        Take(now);
        Take(now ^ (before >> 1));
        before = now;
    }

    /// <summary>Takes what a monitor has counted: transitions and the outcomes of checks.</summary>
    public void Take(Tenant tenant, MonitorTables tables)
    {
        var counts = tenant.Monitor.Counts;
        for (var i = 0; i < counts.Fired.Length; i++)
            if (counts.Fired[i] > 0)
                Take(Mix(0x1000_0000UL + (ulong)i));
        for (var i = 0; i < tables.Model.Checks.Count; i++)
        {
            if (counts.ChecksPassed[i] > 0)
                Take(Mix(0x2000_0000UL + (ulong)i));
            if (counts.ChecksFailed[i] > 0)
                Take(Mix(0x3000_0000UL + (ulong)i));
        }
    }

    private void Take(ulong hash)
    {
        var bit = hash >> (64 - Bits);
        ref var word = ref seen[bit / 64];
        if ((word >> (int)(bit % 64) & 1) != 0)
            return;
        word |= 1UL << (int)(bit % 64);
        HasNew = true;
        Count++;
    }

    private static ulong Mix(ulong value) => (value ^ (value >> 31)) * 0x9e37_79b9_7f4a_7c15;
}
