using Dmm.Modeling.Model;

namespace Passthrough.Handoff;

/// <summary>Which slot of the device is which of the guest: the device takes its slots in turn, and begins with the first after a hand-off.</summary>
internal sealed class SlotTurn
{
    private readonly SlotsInfo slots;
    private readonly (IReadOnlyList<RegisterInfo> Row, int Index)?[] places; // by word
    private int ahead;

    /// <summary>The slots of a model, as after a reset.</summary>
    public SlotTurn(SlotsInfo slots, int stateWords)
    {
        this.slots = slots;
        places = new (IReadOnlyList<RegisterInfo>, int)?[stateWords];
        foreach (var row in slots.Rows)
            for (var i = 0; i < row.Count; i++)
                places[row[i].Word] = (row, i);
    }

    /// <summary>What the guest reads in registers that show several slots at once.</summary>
    public IReadOnlyList<WidenedInfo> Shown => slots.Shown;

    /// <summary>Whether a register stands for a slot.</summary>
    public bool Has(int word) => places[word] is not null;

    /// <summary>A guest is given the device, which begins with its first slot.</summary>
    public void Begin(ReadOnlySpan<ulong> words) => ahead = (int)(words[slots.Next.Word] % (ulong)slots.Count);

    /// <summary>The guest has reset the device, and both begin with the first slot.</summary>
    public void Reset() => ahead = 0;

    /// <summary>The register of the device that stands for the slot of a register of the guest.</summary>
    public RegisterInfo InDevice(RegisterInfo register) => places[register.Word] is var (row, index) ? row[(index + row.Count - ahead) % row.Count] : register;

    /// <summary>Where the device has what the guest has at an offset, which is one of a register.</summary>
    /// <param name="word">The register's word in the state block.</param>
    /// <param name="offset">The offset in the region that the guest uses.</param>
    public uint InDevice(int word, uint offset) =>
        word < 1 || places[word] is not var (row, index) ? offset : offset - row[index].Places[0].Offset + row[(index + row.Count - ahead) % row.Count].Places[0].Offset;
}
