namespace Dmm.Drafting;

/// <summary>Finds what writes do to a place: modify what was read, acknowledge bits that were set, or neither, because another register is read there.</summary>
internal sealed class WriteFinder
{
    private readonly Dictionary<SeenPlace, Memory> memories = [];
    private Step last;

    /// <summary>Looks at the next access.</summary>
    public void Add(Step step)
    {
        if (!memories.TryGetValue(step.Place, out var memory))
            memories.Add(step.Place, memory = new Memory());
        if (step.IsWrite)
            Write(step, memory);
        else
            Read(step, memory);
        last = step;
    }

    /// <summary>Starts over after a gap.</summary>
    public void Break()
    {
        memories.Clear();
        last = default;
    }

    private void Write(Step step, Memory memory)
    {
        if (last.Place == step.Place && !last.IsWrite)
            step.Place.Modifies.Add(last.Value ^ step.Value);
        memory.Acknowledged = memory.Read is { } read && step.Value != 0 && (read & step.Value) == step.Value ? step.Value : null;
        memory.Written = step.Value;
    }

    private static void Read(Step step, Memory memory)
    {
        if (memory.Acknowledged is { } bits && (step.Value & bits) == 0)
            step.Place.Acknowledges.Add(bits);
        if (memory.Written is { } written && step.Value == written)
            step.Place.Echoes++;
        else if (memory.Written is not null)
            step.Place.Others++;
        (memory.Acknowledged, memory.Written, memory.Read) = (null, null, step.Value);
    }

    private sealed class Memory
    {
        public ulong? Read { get; set; }
        public ulong? Written { get; set; }
        public ulong? Acknowledged { get; set; }
    }
}
