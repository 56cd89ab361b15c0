using System.Globalization;
using System.Text;
using Dmm.Devices;

namespace Dmm.Drafting;

/// <summary>Writes the draft of a model that lists what a recording shows.</summary>
internal sealed class RecordedDraft
{
    /// <summary>Less than a section may have: an author will add some.</summary>
    private const int MostRegisters = 448;

    private readonly string name;
    private readonly string recording;
    private readonly RecordingSurvey survey;
    private readonly List<SeenRegister> registers;
    private readonly long left;
    private readonly bool hasRegions;

    public RecordedDraft(string name, string recording, RecordingSurvey survey)
    {
        (this.name, this.recording, this.survey) = (name, recording, survey);
        var all = SeenRegister.Of(survey.Places.Where(place => place.CanBeListed));
        registers = [.. all.OrderByDescending(register => register.Reads + register.Writes).Take(MostRegisters).OrderBy(register => register.Region).ThenBy(register => register.Offset)];
        left = survey.Accesses - registers.SelectMany(register => register.Places).Distinct().Sum(place => place.Reads + place.Writes);
        hasRegions = registers.Select(register => register.Region).Distinct().Count() > 1;
    }

    public string Write()
    {
        var memory = new DraftedMemory(survey, registers, NameOf);
        var text = new StringBuilder(DraftText.Head(name, memory.Soundness, memory.Why));
        text.Append(CultureInfo.InvariantCulture, $"sources:\n  rec: '{recording.Replace("'", "''", StringComparison.Ordinal)}'\n\n");
        WriteRegions(text);
        WriteRegisters(text);
        text.Append(DraftText.Rest(memory.Checks));
        WriteContext(text);
        WriteOpening(text);
        return text.ToString();
    }

    private void WriteRegions(StringBuilder text)
    {
        if (survey.Device.Id is { } id)
            text.Append(CultureInfo.InvariantCulture, $"identity: {{ pci: [{id}] }}\n");
        else if (survey.Device.Regions.Where(region => region.Space == RegionSpace.Port).Select(region => region.Base).FirstOrDefault() is > 0 and <= 0xffff and var port)
            text.Append(CultureInfo.InvariantCulture, $"identity: {{ isa: [0x{port:x}] }}\n");
        text.Append("regions:\n");
        foreach (var group in registers.GroupBy(register => register.Region))
        {
            var seen = survey.Device.Regions.Where(region => region.Number == group.Key).ToList();
            var end = group.Max(register => register.Offset + (uint)register.Bytes);
            var size = seen.Count > 0 && seen[0].Size >= end ? (uint)Math.Min(seen[0].Size, SeenPlace.MostBytes) : end;
            var space = seen.Count > 0 && seen[0].Space == RegionSpace.Memory ? "memory" : "port";
            var spans = group.SelectMany(register => register.Places).Where(place => !group.Any(register => register.Takes(place))).Select(place => place.Size).Distinct().Order().ToList();
            text.Append(CultureInfo.InvariantCulture, $"  {RegionOf(group.Key)}: {{ space: {space}, bar: {group.Key}, size: 0x{size:x}{ListOf("spans", spans)}, source: rec }}\n");
        }
    }

    private void WriteRegisters(StringBuilder text)
    {
        text.Append("""
            # What the driver of the recording touched; anything else is denied. Give each its name from the data sheet, its fields and its
            # reset value, and add what other drivers use. All that is more than a count is a suspicion.
            registers:

            """);
        foreach (var register in registers)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {NameOf(register)}: {{ {Describe(register)} }}    # {RegisterNotes.Counts(register)}\n");
            foreach (var note in RegisterNotes.Of(register, survey, NameOf))
                text.Append(CultureInfo.InvariantCulture, $"    # {note}\n");
        }
        if (left > 0)
            text.Append(CultureInfo.InvariantCulture, $"  # {left} accesses are of places that are not listed: too many, above 1 MiB, or in the expansion ROM\n");
        text.Append('\n');
    }

    private string Describe(SeenRegister register)
    {
        var at = $"at: {RegionOf(register.Region)}+0x{register.Offset:x2}";
        if (register.IsStream)
            return $"{at}, size: [{string.Join(", ", register.Places.Select(place => place.Size).Distinct().Order())}], access: stream";
        var place = register.Bytes switch
        {
            1 => at,
            2 or 4 or 8 => $"{at}, size: {register.Bytes}{ListOf("parts", register.Parts)}",
            _ => $"{at}..0x{register.Offset + (uint)register.Bytes - 1:x2}",
        };
        return register.Writes == 0 ? $"{place}, access: {(register.Places.Any(each => each.ChangingBits != 0) ? "[r, hardware-set]" : "r")}"
            : register.Reads == 0 ? $"{place}, access: w, source: \"rec: never read\""
            : place;
    }

    private static string ListOf(string key, IReadOnlyList<int> sizes) => sizes.Count == 0 ? "" : $", {key}: [{string.Join(", ", sizes)}]";

    private void WriteContext(StringBuilder text)
    {
        foreach (var register in registers.Where(register => register.Writes > 0 || register.IsStream))
            text.Append(CultureInfo.InvariantCulture, $"  - {{ register: {NameOf(register)}, {Restoring(register)}\n");
        if (!registers.Exists(register => register.Writes > 0 || register.IsStream))
            text.Append("  []\n");
    }

    /// <summary>A register is written back only if nothing shows that a write does more than to keep a value.</summary>
    private static string Restoring(SeenRegister register) =>
        register.IsStream ? "save: none, restore: none }"
        : register.Places.Any(place => place.IsAcknowledged) ? "save: none, restore: none, then: is still to be said }    # the device sets bits here: perhaps 'restore: virtual'"
        : register.Places.Any(place => place.IsCommand) ? "save: none, restore: none, then: is still to be said }    # a write may begin something"
        : "restore: write }";

    private void WriteOpening(StringBuilder text)
    {
        text.Append("\n# How the recording begins, which is mostly how a driver finds and prepares the device:\n");
        foreach (var (first, last, count) in survey.Opening)
            text.Append(CultureInfo.InvariantCulture, $"#   {(first.IsWrite ? "write" : "read ")} {RegionOf(first.Place.Region)}+0x{first.Place.Offset:x2} {(first.IsWrite ? "<-" : "->")} 0x{first.Value:x}{(count == 1 ? "" : $" to 0x{last.Value:x}, {count} times")}\n");
    }

    private string NameOf(SeenPlace place) =>
        registers.Find(register => register.Places.Contains(place)) is { } listed ? NameOf(listed) : $"{RegionOf(place.Region)}+0x{place.Offset:x2}";

    private string NameOf(SeenRegister register) => register.NameIn(hasRegions);

    private string RegionOf(int number) => hasRegions || number != registers[0].Region ? $"bar{number}" : survey.Device.Regions.Any(region => region.Number == number && region.Space == RegionSpace.Memory) ? "mmio" : "io";
}
