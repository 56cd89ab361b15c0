using System.Buffers.Binary;
using Dmm.Memory;
using Passthrough.Guests;
using Passthrough.Verification.Isolation.Scripts;

namespace Passthrough.Verification.Isolation;

/// <summary>A guest that does what a script says, step by step, and shows everything that it reads to the oracle.</summary>
/// <remarks>It allocates nothing from step to step, so that a search can make millions of them.</remarks>
internal sealed class ScriptGuest : IGuest
{
    private const int MostBytes = 1 << 16, MostNested = 4;
    private const long PollNs = 50_000, AwaitNs = 100_000;
    private const int MostPolls = 10_000, MostOnStack = 256;

    private readonly IsolationOracle oracle;
    private readonly ScriptStage stage;
    private readonly int number;
    private readonly ReadWatch watch;
    private readonly byte[] data;
    private readonly ulong[] variables = new ulong[ScriptReader.MostVariables];
    private readonly (int At, int Left)[] repeats = new (int, int)[MostNested];
    private readonly ScriptStep[] steps;
    private IGuestMemory memory = NoMemory.Instance;
    private int at;
    private int depth;
    private int byteCount;
    private int polls;
    private bool isAsked;

    /// <summary>A guest that has not run yet.</summary>
    public ScriptGuest(IsolationOracle oracle, ScriptStage stage, int number, ScriptStep[] steps)
    {
        this.oracle = oracle;
        this.stage = stage;
        this.number = number;
        this.steps = steps;
        watch = new ReadWatch(oracle, number);
        data = new byte[Math.Min(MostBytes, steps.Where(step => step.IsAccess).Select(step => step.ByteCount).Append(8).Max())];
    }

    /// <inheritdoc/>
    public string Name => oracle.NameOf(number);

    /// <inheritdoc/>
    public Span<byte> Data => data.AsSpan(0, byteCount);

    /// <inheritdoc/>
    public GuestReport Report => new() { Outcome = at < steps.Length ? GuestOutcome.Running : GuestOutcome.Done };

    /// <inheritdoc/>
    public string? Whereabouts => null;

    /// <summary>When it begins; null for at once.</summary>
    public Func<bool>? StartsWhen { get; set; }

    /// <summary>Receives each access after it was made or denied.</summary>
    public ScriptObserver? OnStep { get; set; }

    /// <summary>Steps that were made.</summary>
    public int StepsDone => at;

    /// <summary>Accesses that were answered.</summary>
    public long Accesses { get; private set; }

    /// <summary>Whether it has come to the end of its script.</summary>
    public bool IsDone => at >= steps.Length;

    /// <inheritdoc/>
    public void SetMemory(IGuestMemory memory) => this.memory = memory;

    /// <inheritdoc/>
    public void SetInterruptLine(bool asserted)
    {
    }

    /// <inheritdoc/>
    public void MachineCheck()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <inheritdoc/>
    public GuestRequest Run(long nowNs)
    {
        if (at == 0 && StartsWhen is { } starts && !starts())
            return GuestRequest.Wait(nowNs + AwaitNs);
        if (isAsked)
            TakeAnswer();
        while (at < steps.Length)
            if (Make(steps[at], nowNs) is { } request)
                return request;
        return GuestRequest.Ended;
    }

    /// <summary>Makes a step.</summary>
    /// <returns>What it needs for it; null if it was made.</returns>
    private GuestRequest? Make(in ScriptStep step, long nowNs)
    {
        switch (step.Kind)
        {
            case ScriptStepKind.Read or ScriptStepKind.Write:
                return Ask(step);
            case ScriptStepKind.Poll:
                if (polls % 2 == 0)
                    return Ask(step);
                polls++;
                return GuestRequest.Wait(nowNs + PollNs);
            case ScriptStepKind.Wait:
                at++;
                return GuestRequest.Wait(step.Value > (ulong)(long.MaxValue - nowNs) ? long.MaxValue : nowNs + (long)step.Value);
            case ScriptStepKind.Await when !stage.Has(step.Value):
                return GuestRequest.Wait(nowNs + AwaitNs);
            case ScriptStepKind.HandOver:
                at++;
                stage.HandOver(number);
                return GuestRequest.Busy;
            default:
                MakeAtOnce(step);
                at++;
                return null;
        }
    }

    private void MakeAtOnce(in ScriptStep step)
    {
        switch (step.Kind)
        {
            case ScriptStepKind.Store:
                var bytes = step.ByteCount <= MostOnStack ? stackalloc byte[step.ByteCount] : new byte[step.ByteCount];
                Fill(bytes, step);
                memory.TryWrite(step.Offset, bytes);
                break;
            case ScriptStepKind.Frames:
                stage.Peer.Send((int)step.Value, step.Count, (int)step.Mask, step.EveryNs);
                break;
            case ScriptStepKind.Signal:
                stage.Signal(step.Value);
                break;
            case ScriptStepKind.Repeat when depth < MostNested:
                repeats[depth++] = (at, step.Count);
                break;
            case ScriptStepKind.End when depth > 0:
                ref var inner = ref repeats[depth - 1];
                if (--inner.Left > 0)
                    at = inner.At;
                else
                    depth--;
                break;
        }
    }

    private GuestRequest Ask(in ScriptStep step)
    {
        var isWrite = step.Kind == ScriptStepKind.Write;
        var count = step.Kind == ScriptStepKind.Poll ? 1 : Math.Max(1, Math.Min(step.Count, data.Length / step.Size));
        byteCount = count * step.Size;
        if (isWrite)
            Fill(Data, step);
        isAsked = true;
        return GuestRequest.For(new GuestAccess(isWrite, step.Region, step.Offset, step.Size, count));
    }

    private void TakeAnswer()
    {
        isAsked = false;
        ref readonly var step = ref steps[at];
        Accesses += byteCount / step.Size;
        OnStep?.Invoke(step);
        if (step.Kind != ScriptStepKind.Write)
            TakeRead(step);
        if (step.Kind != ScriptStepKind.Poll)
            at++;
    }

    private void TakeRead(in ScriptStep step)
    {
        var read = Data;
        watch.Take(step.Offset, read);
        if (step.Data is ScriptData.Card or ScriptData.Memory && Canary.CountOthers(read, MarkOf(step.Data), step.Value, out var first) is > 0 and var others)
            oracle.Add(new Finding(FindingKind.Changed, Name, "", others, $"of {read.Length} bytes of {Name}'s memory on the card {others} are not what it wrote, the first at 0x{step.Value + (ulong)first:x}"));
        if (step.Kind == ScriptStepKind.Read && step.Variable >= 0)
            variables[step.Variable] = ReadWord(read);
        if (step.Kind != ScriptStepKind.Poll)
            return;
        if ((ReadWord(read) & step.Mask) == step.Value || ++polls > MostPolls)
        {
            polls = 0;
            at++;
        }
    }

    private void Fill(Span<byte> into, in ScriptStep step)
    {
        switch (step.Data)
        {
            case ScriptData.Word:
                var value = step.Value + (step.Variable >= 0 ? variables[step.Variable] : 0);
                for (var i = 0; i < into.Length; i++)
                    into[i] = (byte)(value >> (8 * (i % step.Size)));
                break;
            case ScriptData.Bytes:
                step.Bytes.CopyTo(into);
                break;
            case ScriptData.Zeros:
                into.Clear();
                break;
            case ScriptData.Frame when into.Length >= CanaryFrame.HeaderBytes:
                CanaryFrame.Write(into, CanaryFrame.PeerAddress, stage.StationOf(number), Canary.MarkOf(number, CanaryKind.Sent), (ushort)step.Value);
                break;
            default:
                Canary.Fill(into, MarkOf(step.Data), step.Value);
                break;
        }
    }

    private byte MarkOf(ScriptData data) => Canary.MarkOf(number, data == ScriptData.Card ? CanaryKind.Card : CanaryKind.Memory);

    /// <summary>Sets what its variables are at the beginning.</summary>
    public void SetVariable(int variable, ulong value) => variables[variable] = value;

    private static ulong ReadWord(ReadOnlySpan<byte> bytes)
    {
        Span<byte> word = stackalloc byte[8];
        word.Clear();
        bytes[..Math.Min(8, bytes.Length)].CopyTo(word);
        return BinaryPrimitives.ReadUInt64LittleEndian(word);
    }
}

/// <summary>Receives a step of a script.</summary>
internal delegate void ScriptObserver(in ScriptStep step);
