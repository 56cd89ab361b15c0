using Dmm.Modeling.Model;
using Passthrough.Verification.Isolation.Scripts;

namespace Passthrough.Verification.Isolation.Search;

/// <summary>Makes hostile scripts: pieces of what a driver does, accesses of every width and value in between, and frames and hand-offs at any moment.</summary>
internal sealed class HostileSteps
{
    private const int Attacker = 0, Victim = 1;
    private static readonly byte[] Sizes = [1, 1, 1, 2, 2, 4, 8];

    private readonly DeviceModel model;
    private readonly ScriptStep[] recorded;
    private readonly HostileValues values;
    private readonly SearchRandom random;
    private readonly int mostSteps;
    private readonly bool sortsFrames;
    private readonly bool comesInTurn;
    private readonly bool asksSeldom;
    private bool takesFrames;
    private readonly (RegisterInfo Register, PlaceInfo Place)[] places;
    private readonly ProcedureInfo[] moves;
    private readonly ulong[] words;
    private readonly uint[] stored;

    /// <summary>A source of scripts.</summary>
    /// <param name="model">The model.</param>
    /// <param name="recorded">What a driver does.</param>
    /// <param name="values">What is worth writing.</param>
    /// <param name="random">Random numbers.</param>
    /// <param name="mostSteps">Steps of the longest script.</param>
    /// <param name="comesInTurn">Whether frames for the victim come only while it owns the device.</param>
    /// <param name="asksSeldom">Whether hand-offs cost so much, or come so often by themselves, that scripts ask for few.</param>
    public HostileSteps(DeviceModel model, ScriptStep[] recorded, HostileValues values, SearchRandom random, int mostSteps, bool comesInTurn, bool asksSeldom)
    {
        (this.comesInTurn, this.asksSeldom) = (comesInTurn, asksSeldom);
        this.model = model;
        this.recorded = recorded;
        this.values = values;
        this.random = random;
        this.mostSteps = mostSteps;
        sortsFrames = model.SharesFrames;
        places = [.. from register in model.Registers from place in register.Places where !model.Regions[place.Region].IsBehindIndex select (register, place)];
        moves = [.. model.Procedures.Where(procedure => procedure.Moves is not null)];
        words = new ulong[model.StateWords];
        stored = [.. recorded.Where(step => step.Kind == ScriptStepKind.Store && step.ByteCount <= 16).Select(step => step.Offset).Distinct()];
    }

    /// <summary>A script of its own.</summary>
    public ScriptStep[] Fresh()
    {
        var steps = new List<ScriptStep>(mostSteps);
        takesFrames = sortsFrames || random.Below(6) == 0; // a frame that waits for a deaf NIC keeps it from being handed on
        steps.AddRange(recorded.AsSpan(0, Math.Min(recorded.Length, recorded.Length / 4 + random.Below(recorded.Length))));
        if (steps.Count > mostSteps / 2)
            steps.RemoveRange(mostSteps / 2, steps.Count - mostSteps / 2);
        while (steps.Count < mostSteps - 24)
            AddPiece(steps);
        return Closed(steps);
    }

    /// <summary>A script that is made of others.</summary>
    public ScriptStep[] Mutated(ScriptStep[] from, ScriptStep[] other)
    {
        var steps = new List<ScriptStep>(from);
        for (var i = 1 + random.Below(6); i > 0; i--)
            Mutate(steps, other);
        return Closed(steps);
    }

    private ScriptStep[] Closed(List<ScriptStep> steps)
    {
        if (steps.Count > mostSteps)
            steps.RemoveRange(mostSteps, steps.Count - mostSteps);
        if (moves.Length > 0)
            AddProcedure(steps, isRead: true);
        return [.. steps.Select(Decent)];
    }

    private void Mutate(List<ScriptStep> steps, ScriptStep[] other)
    {
        var at = random.Below(steps.Count + 1);
        var length = Math.Min(1 + random.Below(12), steps.Count - at);
        switch (random.Below(8))
        {
            case 0 or 1:
                var piece = new List<ScriptStep>();
                AddPiece(piece);
                steps.InsertRange(at, piece);
                break;
            case 2:
                steps.RemoveRange(at, length);
                break;
            case 3:
                steps.InsertRange(random.Below(steps.Count + 1), steps.GetRange(at, length));
                break;
            case 4 when other.Length > 0:
                var from = random.Below(other.Length);
                steps.InsertRange(at, other.AsSpan(from, Math.Min(1 + random.Below(40), other.Length - from)));
                break;
            default:
                if (length > 0)
                    steps[at] = Changed(steps[at]);
                break;
        }
    }

    private void AddPiece(List<ScriptStep> steps)
    {
        switch (random.Below(20))
        {
            case < 8:
                steps.Add(Access());
                break;
            case < 12:
                AddFragment(steps);
                break;
            case < 15 when moves.Length > 0:
                AddProcedure(steps, random.Below(2) == 0);
                break;
            case < 16 when stored.Length > 0:
                steps.Add(Store());
                break;
            case < 17:
                steps.Add(new ScriptStep(ScriptStepKind.Wait) { Value = (ulong)(1 + random.Below(20)) * 20_000 });
                break;
            case < 18 when takesFrames || comesInTurn:
                steps.Add(Frames());
                break;
            case < 19 when random.Below(asksSeldom ? 16 : 2) == 0:
                steps.Add(new ScriptStep(ScriptStepKind.HandOver));
                break;
            default:
                steps.Add(Access());
                steps.Add(Access());
                break;
        }
    }

    private ScriptStep Access()
    {
        var (register, place) = places[random.Below(places.Length)];
        var isStream = (register.Access & AccessWords.Stream) != 0;
        var size = random.Below(3) > 0 ? (byte)place.Size : Sizes[random.Below(Sizes.Length)];
        var offset = place.Offset - (random.Below(8) == 0 ? (uint)Math.Min(place.Offset, (uint)random.Below(4)) : 0);
        var isRead = random.Below(4) == 0 || (!register.IsWritable && !isStream && random.Below(4) > 0);
        var step = new ScriptStep(isRead ? ScriptStepKind.Read : ScriptStepKind.Write) { Region = (byte)model.Regions[place.Region].Number, Offset = offset, Size = size };
        if (isStream)
            return step with { Count = 1 + random.Below(128), Data = isRead ? ScriptData.Word : ScriptData.Card, Value = 0 };
        if (isRead)
            return random.Below(4) == 0 ? step with { Variable = (sbyte)(8 + random.Below(4)) } : step;
        return random.Below(12) == 0 ? step with { Variable = (sbyte)(8 + random.Below(4)), Value = (ulong)(random.Below(3) - 1) }
            : step with { Value = values.For(register, random) >> (8 * place.ByteIndex) << (8 * (int)(place.Offset - offset)) };
    }

    private void AddFragment(List<ScriptStep> steps)
    {
        if (recorded.Length == 0)
            return;
        var from = random.Below(5) == 0 ? 0 : random.Below(recorded.Length); // at its beginning a driver resets its device, and has it again if it was lost
        var length = Math.Min(2 + random.Below(40), recorded.Length - from);
        for (var i = 0; i < length; i++)
            steps.Add(random.Below(12) == 0 ? Changed(recorded[from + i]) : recorded[from + i]);
    }

    private void AddProcedure(List<ScriptStep> steps, bool isRead)
    {
        var procedure = moves[random.Below(moves.Length)];
        var length = (ulong)(random.Below(4) == 0 ? random.Below(0x2000) : 64 << random.Below(4));
        words[procedure.AddressWord] = values.Address(random) & ~1UL;
        words[procedure.AddressWord + 1] = length;
        foreach (var step in procedure.Steps)
            if (step.Kind == StepKind.Write)
                foreach (var place in step.Register!.Places)
                    steps.Add(new ScriptStep(ScriptStepKind.Write)
                    {
                        Region = (byte)model.Regions[place.Region].Number,
                        Offset = place.Offset,
                        Size = (byte)place.Size,
                        Value = step.Expression!.Value(words, -1, 0) >> (8 * place.ByteIndex) & (ulong.MaxValue >> (64 - 8 * place.Size)),
                    });
            else if (step.Kind == StepKind.Move && random.Below(5) > 0)
                AddMove(steps, step, length, isRead);
    }

    private void AddMove(List<ScriptStep> steps, StepInfo step, ulong length, bool isRead)
    {
        var place = step.Register!.Places[0];
        var count = Math.Clamp((int)length / step.Size, 1, 256);
        count = random.Below(4) == 0 ? 1 + random.Below(count) : random.Below(6) == 0 ? count + random.Below(128) : count;
        steps.Add(new ScriptStep(isRead ? ScriptStepKind.Read : ScriptStepKind.Write)
        {
            Region = (byte)model.Regions[place.Region].Number, Offset = place.Offset, Size = (byte)step.Size, Count = count, Data = isRead ? ScriptData.Word : ScriptData.Card,
        });
    }

    private ScriptStep Store() => new(ScriptStepKind.Store)
    {
        Offset = stored[random.Below(stored.Length)] + (uint)(4 * random.Below(4)),
        Size = 4,
        Value = random.Below(3) == 0 ? random.Next64() & 0xffff_ffff : values.Address(random),
    };

    private ScriptStep Frames() => new(ScriptStepKind.Frames)
    {
        Value = (ulong)(!takesFrames || random.Below(3) > 0 && (sortsFrames || comesInTurn) ? Victim : Attacker),
        Count = 1 + random.Below(4),
        Mask = random.Below(8) == 0 ? 1514 + (ulong)random.Below(6000) : (ulong)(60 + 2 * random.Below(300)),
        EveryNs = random.Below(300) * 1_000L,
    };

    private ScriptStep Changed(in ScriptStep step)
    {
        if (step.Kind == ScriptStepKind.Store && step.Data == ScriptData.Bytes && step.Bytes!.Length <= 16)
            return step with { Data = ScriptData.Word, Size = 4, Count = 1, Bytes = null, Value = values.Address(random) };
        if (!step.IsAccess)
            return step;
        if (step.Count > 1)
            return random.Below(2) == 0 ? step with { Count = 1 + random.Below(2 * step.Count) } : step with { Kind = step.Kind == ScriptStepKind.Read ? ScriptStepKind.Write : ScriptStepKind.Read, Data = step.Kind == ScriptStepKind.Read ? ScriptData.Card : ScriptData.Word };
        return random.Below(6) switch
        {
            0 => step with { Size = Sizes[random.Below(Sizes.Length)] },
            1 => step with { Offset = step.Offset ^ 1u << random.Below(3) },
            2 => step with { Value = step.Value ^ 1UL << random.Below(8 * step.Size) },
            3 => step with { Value = step.Value + 1 - 2 * (ulong)random.Below(2) },
            _ => step with { Value = values.For(At(step), random) },
        };
    }

    private RegisterInfo? At(ScriptStep step)
    {
        var first = random.Below(places.Length); // several are at one place, in different banks
        for (var i = 0; i < places.Length; i++)
            if (places[(first + i) % places.Length] is var (register, place) && place.Offset == step.Offset && model.Regions[place.Region].Number == step.Region)
                return register;
        return null;
    }

    /// <summary>Leaves out of a write what a policy forbids, and not the isolation of guests. What a variable will hold nobody knows, so it does not go where it could claim something.</summary>
    private ScriptStep Decent(ScriptStep step)
    {
        if (step is not { Kind: ScriptStepKind.Write, Data: ScriptData.Word })
            return step;
        var bits = ulong.MaxValue >> (64 - 8 * step.Size);
        if (step.Variable >= 0 && !values.CanClaim(step.Region, step.Offset, step.Size))
            return step;
        return step with { Variable = ScriptStep.NoVariable, Value = values.WithoutClaims(step.Region, step.Offset, step.Size, step.Value) & bits };
    }
}
