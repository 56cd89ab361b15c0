namespace Vpio.Tests.Architecture;

/// <summary>The table of the rooms of one library, from <c>rooms.txt</c>: which may use which.</summary>
internal sealed class RoomTable
{
    private readonly List<(string Room, string[] Uses)> lines;

    private RoomTable(IEnumerable<(string, string[])> lines) => this.lines = [.. lines];

    /// <summary>The table of a library.</summary>
    public static RoomTable Of(string library) => Parse(
        File.ReadLines(RepositoryFiles.PathOf("tests", "Vpio.Tests", "Architecture", "rooms.txt"))
            .SkipWhile(line => line != $"library {library}").Skip(1).TakeWhile(line => !line.StartsWith("library ", StringComparison.Ordinal)));

    /// <summary>Reads lines of the form <c>Room: used used</c>; others are empty or comments.</summary>
    public static RoomTable Parse(IEnumerable<string> text) => new(
        from line in text
        where line.Contains(':') && !line.StartsWith('#')
        let halves = line.Split(':')
        select (halves[0].Trim(), halves[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>What the arrows of a library and the table have against each other.</summary>
    public IReadOnlyList<string> Problems(IReadOnlyDictionary<Arrow, string> arrows)
    {
        var allowed = lines.SelectMany(line => line.Uses.Select(used => new Arrow(line.Room, used))).ToHashSet();
        var order = lines.Select(line => line.Room).ToList();
        return
        [
            .. allowed.Where(arrow => order.IndexOf(arrow.To) is var above && (above < 0 || above >= order.IndexOf(arrow.From)))
                .Select(arrow => $"{arrow.To} does not stand above {arrow.From}, which uses it"),
            .. arrows.Where(arrow => !allowed.Contains(arrow.Key)).Select(arrow => $"{arrow.Key.From} may not use {arrow.Key.To}: {arrow.Value}"),
            .. allowed.Where(arrow => !arrows.ContainsKey(arrow)).Select(arrow => $"{arrow.From} does not use {arrow.To}: take it out of the table"),
        ];
    }
}
