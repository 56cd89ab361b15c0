using System.Numerics;
using Dmm.Compilation;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Tracing;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Verification;

/// <summary>What a guest reads, in order, with what may differ left out: taken down in a run alone, or compared with that.</summary>
/// <remarks>
/// Left out is what the model does not promise to carry over. Of reads of one register in a row only the last counts: a driver that
/// waits by reading sees as many old values as time has it. For a driver that polls, registers that the device changes are left out, since
/// such polls are spread over its work; what it reads of frames is not. Commands among the causes of interrupts are left out too: how long
/// a device shows one that it has carried out is nowhere said (QEMU's PCnet shows TDMD until the next write).
/// </remarks>
internal sealed class GuestReads : IAccessListener
{
    private readonly MonitorTables tables;
    private readonly DeviceMonitor monitor;
    private readonly bool[] isLeftOut;
    private readonly IReadOnlyList<ReadEntry>? expected;
    private readonly List<ReadEntry> taken = [];
    private readonly WindowInfo[] notCarried;
    private readonly ulong commands;
    private ReadEntry? pending;
    private bool readsNotCarried;
    private int compared;

    /// <summary>Takes down, or compares.</summary>
    public GuestReads(MonitorTables tables, bool isPolling, IReadOnlyList<ReadEntry>? expected = null)
    {
        this.tables = tables;
        this.expected = expected;
        monitor = new DeviceMonitor(tables);
        isLeftOut = new bool[tables.Model.StateWords];
        foreach (var item in tables.Model.Context)
            if (item.Register is { } register && (item.Restore is RestoreRule.None or RestoreRule.Impossible))
                isLeftOut[register.Word] = (register.Access & AccessWords.Stream) == 0;
        foreach (var field in tables.Model.Interrupt?.Cause.Fields ?? [])
            commands |= (field.Access & AccessWords.SelfClearing) != 0 ? field.Mask : 0;
        notCarried = [.. tables.Model.Context.Where(item => item.Memory is not null && item.Restore == RestoreRule.None).Select(item => item.Memory!)];
        foreach (var register in tables.Model.Registers)
            isLeftOut[register.Word] |= isPolling && IsChangedByDevice(register);
    }

    /// <summary>What was taken down.</summary>
    public IReadOnlyList<ReadEntry> Taken => taken;

    /// <summary>The guest's registers, as its accesses tell.</summary>
    public ReadOnlySpan<ulong> Words => monitor.State.Words;

    /// <summary>The first read that was not as expected; null if none.</summary>
    public string? Difference { get; private set; }

    /// <summary>Called when a difference is found.</summary>
    public Action<string>? OnDifference { get; set; }

    /// <inheritdoc/>
    public void OnAccess(in TraceEvent access, long nowNs)
    {
        for (var i = 0; i < access.Size;)
        {
            var found = tables.Find(access.Region, access.Offset + (uint)i, access.Kind == TraceEventKind.Write, monitor.State.Words);
            var isStream = found.Register is { } register && (register.Access & AccessWords.Stream) != 0;
            var size = isStream ? access.Size : 1;
            Take(access.Kind == TraceEventKind.Read, found, isStream, (uint)(access.Value >> (8 * i) & AccessValue.Ones(size)));
            i += size;
        }
        monitor.Access(access);
        Follow(monitor.Passed);
    }

    /// <inheritdoc/>
    public void OnInterruptLine(bool asserted, long nowNs)
    {
    }

    /// <summary>The run is over.</summary>
    public void Complete()
    {
        Settle();
        if (expected is not null && compared < expected.Count)
            Differ($"it made {compared} reads that count, and alone {expected.Count}");
    }

    /// <summary>Memory that the model does not carry over is the device's own, and what a guest reads there is not compared.</summary>
    private void Follow(ulong passed)
    {
        for (; passed != 0; passed &= passed - 1)
            if (tables.Model.Checks[BitOperations.TrailingZeroCount(passed)].Dma is { Direction: DmaDirection.Read } dma)
            {
                var range = DmaRanges.Of(dma, monitor.State.Words, -1, 0).First;
                readsNotCarried = Array.Exists(notCarried, window => window.Contains(range.Start, range.Length));
            }
    }

    private static bool IsChangedByDevice(RegisterInfo register) =>
        (register.Access & (AccessWords.HardwareSet | AccessWords.WriteOneToClear | AccessWords.SelfClearing)) != 0 || register.Fields.Any(field => (field.Access & AccessWords.SelfClearing) != 0);

    private void Take(bool isRead, RegisterAt found, bool isStream, uint value)
    {
        if (found.Register is not { } register || isLeftOut[register.Word] || (isStream && readsNotCarried))
            return;
        if (!isRead)
        {
            Settle();
            return;
        }
        if (register == tables.Model.Interrupt?.Cause)
            value &= (uint)(~commands >> found.Shift);
        var entry = new ReadEntry((short)register.Word, (byte)found.Shift, value);
        if (pending is not { } before || isStream || before.Word != entry.Word || before.Shift != entry.Shift)
            Settle();
        pending = entry;
        if (isStream)
            Settle();
    }

    private void Settle()
    {
        if (pending is not { } entry)
            return;
        pending = null;
        if (expected is null)
            taken.Add(entry);
        else if (Difference is null)
            Compare(entry);
    }

    private void Compare(ReadEntry entry)
    {
        if (compared >= expected!.Count)
            Differ($"it read {Text(entry)}, and alone nothing more");
        else if (expected[compared] != entry)
            Differ($"it read {Text(entry)}, and alone {Text(expected[compared])}, as its read number {compared + 1}");
        compared++;
    }

    private void Differ(string text)
    {
        if (Difference is not null)
            return;
        Difference = text;
        OnDifference?.Invoke(text);
    }

    private string Text(ReadEntry entry)
    {
        var register = tables.Model.Registers.First(each => each.Word == entry.Word);
        return $"{register.Name}{(entry.Shift == 0 ? "" : $"[{entry.Shift / 8}]")} = 0x{entry.Value:x}";
    }
}
