using System.Globalization;
using System.Text;
using Dmm.Devices;
using Dmm.Tracing;

namespace Dmm.Tests.Tracing;

/// <summary>One case of a file of lines; qemu-lines.txt says how they are written.</summary>
internal sealed class LogCase
{
    private static readonly string[] Beginning =
    [
        "1@4.000000:pci_cfg_read ne2k_pci 00:03.0 @0x0 -> 0x802910ec",
        "1@4.000000:pci_update_mappings_add ne2k_pci 00:03.0 0,0xc000+0x100",
    ];

    private readonly List<string> lines = [];
    private readonly Dictionary<string, string> options = [];
    private Func<string, string> rewrite = line => line;

    private LogCase(string file, int line, string name)
    {
        Place = $"{file}:{line}";
        Name = name;
        // Only QEMU's log has a beginning without which most lines mean nothing.
        if (!file.StartsWith("qemu-", StringComparison.Ordinal))
            options["bare"] = "";
    }

    public string Place { get; }

    public string Name { get; }

    public List<string> Expected { get; } = [];

    public int LinesBefore => options.ContainsKey("bare") ? 0 : Beginning.Length;

    public static IReadOnlyList<LogCase> Load(string file)
    {
        var cases = new List<LogCase>();
        var number = 0;
        foreach (var line in File.ReadLines(RepositoryFiles.PathOf("tests", "Dmm.Tests", "Tracing", file)))
        {
            number++;
            var text = line.Length > 2 ? line[2..] : "";
            switch (line.Length == 0 ? '#' : line[0])
            {
                case '#':
                    break;
                case '*':
                    cases.Add(new LogCase(file, number, text));
                    break;
                case ':':
                    cases[^1].options[text.Split('=')[0]] = text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..];
                    break;
                case '|':
                    cases[^1].lines.Add(text);
                    break;
                case '=':
                    cases[^1].Expected.Add(text);
                    break;
                default:
                    throw new FormatException($"{file}:{number}: a line begins with one of # * : | =");
            }
        }

        return cases;
    }

    /// <summary>Fails unless the lines become what the case says.</summary>
    public void AssertHolds()
    {
        var actual = EventText.Of(Reading.Of(Log(), Options()), LinesBefore).ToList();
        if (!Expected.Exists(text => text.StartsWith("device ", StringComparison.Ordinal)))
            actual.RemoveAll(text => text.StartsWith("device ", StringComparison.Ordinal));
        var same = actual.Count == Expected.Count && actual.Zip(Expected).All(pair => IsMeant(pair.First, pair.Second));
        Assert.True(same, $"{Place}: {Name}\nexpected:\n  {string.Join("\n  ", Expected)}\nactual:\n  {string.Join("\n  ", actual)}");
    }

    /// <summary>The same case with its lines written otherwise.</summary>
    public LogCase With(Func<string, string> rewrite)
    {
        var other = (LogCase)MemberwiseClone();
        other.rewrite = line => rewrite(this.rewrite(line));
        return other;
    }

    public byte[] Log()
    {
        var all = (options.ContainsKey("bare") ? lines : [.. Beginning, .. lines]).Select(rewrite);
        var ending = options.ContainsKey("crlf") ? "\r\n" : "\n";
        var text = string.Join(ending, all) + (options.ContainsKey("cut") ? "" : ending);
        return Encoding.UTF8.GetBytes(text);
    }

    public TraceReaderOptions Options() => new()
    {
        PciIds = [.. List("ids", LinesBefore == 0 ? "" : "10ec:8029").Select(ParseId)],
        Regions = [.. List("regions").Select(ParseRegion)],
        IsaBases = [.. List("isa").Select(Hex)],
        DataPorts = options.ContainsKey("ports") ? [.. List("ports").Select(ParsePort)] : null,
        BaseRegion = options.TryGetValue("region", out var region) ? (int)Hex(region) : 0,
        IsaSize = options.TryGetValue("size", out var size) ? (uint)Hex(size) : 0x20,
        Base = options.TryGetValue("base", out var start) ? Hex(start) : null,
        PciAddress = options.GetValueOrDefault("device"),
        Irq = options.TryGetValue("irq", out var irq) ? int.Parse(irq, CultureInfo.InvariantCulture) : null,
    };

    private static bool IsMeant(string actual, string expected)
    {
        var word = expected.Split(' ')[0];
        return word is "note" or "unreadable"
            ? actual.StartsWith(word, StringComparison.Ordinal) && actual.Contains(expected[(word.Length + 1)..], StringComparison.Ordinal)
            : actual == expected;
    }

    private static PciIdentity ParseId(string text) =>
        new((ushort)Hex(text.Split(':')[0]), (ushort)Hex(text.Split(':')[1]));

    private static DataPort ParsePort(string text) =>
        new((int)Hex(text.Split('+')[0]), (uint)Hex(text.Split('+', '/')[1]), (uint)Hex(text.Split('/')[1]));

    private static TraceRegion ParseRegion(string text) => new(
        (int)Hex(text.Split(':')[0]),
        text.Split(':', '/')[1] == "port" ? RegionSpace.Port : RegionSpace.Memory,
        0,
        Hex(text.Split('/')[1]));

    private static ulong Hex(string text) =>
        ulong.Parse(text.Replace("0x", "", StringComparison.Ordinal), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private string[] List(string option, string otherwise = "") =>
        options.GetValueOrDefault(option, otherwise).Split(',', StringSplitOptions.RemoveEmptyEntries);
}
