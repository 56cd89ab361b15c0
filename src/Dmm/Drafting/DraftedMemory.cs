using System.Globalization;
using System.Text;

namespace Dmm.Drafting;

/// <summary>What a draft says of guest memory: the soundness class that the DMAs of a recording show, and checks of the registers that name their addresses.</summary>
internal sealed class DraftedMemory
{
    /// <summary>More of a hundred DMAs than these at addresses that no register names are no accident.</summary>
    private const int FewInHundred = 5;

    private readonly DmaFinder dma;
    private readonly List<(string Name, SeenPlace Place)> addresses;

    public DraftedMemory(RecordingSurvey survey, IReadOnlyList<SeenRegister> registers, Func<SeenRegister, string> nameOf)
    {
        dma = survey.Dma;
        addresses = [.. registers.Where(register => register.Places is [{ IsAddress: true } only] && only.Size == register.Bytes && !register.IsStream)
            .Select(register => (nameOf(register), register.Places[0]))];
    }

    private long All => dma.Reads + dma.Writes;

    private bool HasUnnamed => 100 * dma.Unnamed > FewInHundred * All;

    /// <summary>The class.</summary>
    public string Soundness => All == 0 ? "pio-only" : HasUnnamed || addresses.Count == 0 ? "descriptor-addressed" : "register-addressed";

    /// <summary>Why it is this one, as a comment.</summary>
    public string Why => All == 0
        ? "# The recording shows no DMA, as most logs show none: pio-only is a guess.\n"
        : string.Create(CultureInfo.InvariantCulture, $"# The recording has {dma.Reads} DMA reads and {dma.Writes} writes, {dma.Unnamed} of them at addresses that no register was given.\n");

    /// <summary>Windows, rules and checks; empty when the device has nothing to do with guest memory.</summary>
    public string Checks
    {
        get
        {
            if (All == 0)
                return "";
            var text = new StringBuilder("# Where a DMA may go (windows), and what must be true before the device sees an access (checks).\n");
            if (HasUnnamed || addresses.Count == 0)
                text.Append("""
                    # The device finds addresses in guest memory, so a check has to look at what it reads there: describe it under 'descriptors', and write
                    # checks that 'walk' it. Until then 'check' warns that nobody looks.
                    # descriptors:
                    #   ring: { kind: ring, base: BASE, entries: 256, head: next, tail: TAIL, fetched: anytime, bound: 256, entry: { size: 16, fields: { buffer: { at: 0, size: 8 } } } }

                    """);
            if (addresses.Count == 0)
                return text.Append("# windows: { memory: { space: guest } }\n\n").ToString();
            text.Append("windows: { memory: { space: guest } }\nchecks:\n");
            foreach (var (name, place) in addresses)
                text.Append(CultureInfo.InvariantCulture, $"  {name}_in_memory: {{ dma: {(place.Named.IsRead ? "read" : "write")}, at: {name}, length: 0x{place.Named.Extent:x}, within: memory, because: what the device {(place.Named.IsRead ? "reads" : "writes")} from there on must be the guest's, source: rec }}\n");
            text.Append("rules:\n");
            foreach (var (name, _) in addresses)
                text.Append(CultureInfo.InvariantCulture, $"  - {{ on: write {name}, check: {name}_in_memory, source: rec }}\n");
            return text.Append('\n').ToString();
        }
    }
}
