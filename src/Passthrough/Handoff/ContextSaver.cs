using Dmm.Modeling.Model;
using Dmm.Monitoring;

namespace Passthrough.Handoff;

/// <summary>Takes a guest's device context out of the device, by the model's <c>context</c> and nothing else.</summary>
/// <remarks>
/// What the procedure <c>quiet</c> writes is read before it runs, and everything where that resets the device; else the rest is read after it, for until
/// then the device changes. Memory
/// comes last, since moving it changes registers.
/// </remarks>
internal sealed class ContextSaver
{
    private const string QuietName = "quiet";

    private readonly RegisterPort port;
    private readonly ProcedureRun procedures;
    private readonly ProcedureInfo? quiet;
    private readonly RegisterInfo[] readBefore;
    private readonly RegisterInfo[] readAfter;
    private readonly ContextInfo[] memory;
    private readonly Dictionary<WindowInfo, ProcedureInfo> savedBy;
    private readonly RegisterInfo? cause;

    /// <summary>A saver for a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="port">The way to the device.</param>
    /// <param name="procedures">What carries out procedures.</param>
    /// <param name="isShadowed">Registers that hold something else in the device than the guest wrote, and so are never read.</param>
    /// <param name="isFresh">Whether the device was just switched on: then shadows know of no register whose value the model does not give.</param>
    public ContextSaver(DeviceModel model, RegisterPort port, ProcedureRun procedures, Func<RegisterInfo, bool> isShadowed, bool isFresh = false)
    {
        this.port = port;
        this.procedures = procedures;
        quiet = model.Procedures.FirstOrDefault(procedure => procedure.Name == QuietName);
        cause = Causes.RegisterOf(model);
        var disturbed = quiet?.Steps.Where(step => step.Kind == StepKind.Write).Select(step => step.Register).ToHashSet() ?? [];
        var read = model.Context.Where(item => item.Register is { } register && (item.Save == SaveRule.Read || (isFresh && IsOnlyKnownToTheDevice(item))) && !isShadowed(register)).Select(item => item.Register!).Distinct().ToList();
        var isReset = model.Resets.Any(reset => reset.IsWrite && disturbed.Contains(reset.Register));
        readBefore = [.. read.Where(register => isReset || disturbed.Contains(register))];
        readAfter = [.. read.Except(readBefore)];
        memory = [.. model.Context.Where(item => item.Memory is not null && item.SaveBy is not null)];
        savedBy = memory.ToDictionary(item => item.Memory!, item => item.SaveBy!);
    }

    /// <summary>Whether the device is quieted with what the monitor keeps for itself, because it is given that again afterwards.</summary>
    public bool ReachesKept { get; init; }

    /// <summary>Quiets the device and saves it.</summary>
    /// <param name="words">The owner's state block; what is read from the device is put into it.</param>
    /// <param name="heldCauses">Causes that the monitor holds for the owner already.</param>
    /// <param name="into">Where it goes.</param>
    public void Save(Span<ulong> words, ulong heldCauses, SavedContext into)
    {
        SaveRegisters(words, heldCauses, into);
        foreach (var item in memory)
            foreach (var range in LiveRanges.Of(item, into.Words))
                SaveMemory(item.Memory!, range, into);
    }

    /// <summary>Quiets the device and saves its registers; no memory is known then.</summary>
    public void SaveRegisters(Span<ulong> words, ulong heldCauses, SavedContext into)
    {
        port.TakeOver(words);
        port.Held?.Begin(words);
        into.HeldCauses = heldCauses;
        Read(readBefore, words, into);
        Quieten(words);
        Read(readAfter, words, into);
        words.CopyTo(into.Words);
        foreach (var bytes in into.Memory)
            bytes.Forget();
    }

    /// <summary>Quiets the device, whose state is not needed any more.</summary>
    public void Quiet(ReadOnlySpan<ulong> words)
    {
        port.TakeOver(words);
        Quieten(words);
    }

    private void Quieten(ReadOnlySpan<ulong> words)
    {
        port.ReachesKept = ReachesKept;
        if (quiet is not null)
            procedures.Run(quiet, words);
        port.ReachesKept = false;
    }

    /// <summary>Saves a part of a window of on-card memory.</summary>
    public void SaveMemory(WindowInfo window, MemoryRange range, SavedContext into)
    {
        var bytes = into.Of(window);
        procedures.Read(savedBy[window], into.Words, range, bytes.At(range));
        bytes.Mark(range);
    }

    private static bool IsOnlyKnownToTheDevice(ContextInfo item) => item is { Save: SaveRule.Shadow, Register: { SurvivesReset: true, CanBeProbed: true } };

    private void Read(RegisterInfo[] registers, Span<ulong> words, SavedContext into)
    {
        foreach (var register in registers)
        {
            var value = port.Read(register);
            if (register == cause)
                words[register.Word] = into.HeldCauses |= value & Causes.Of(register);
            else
                words[register.Word] = value;
        }
    }
}
