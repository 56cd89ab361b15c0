using System.Globalization;
using System.Text;

namespace Dmm.Tests.Modeling;

/// <summary>A case of <c>broken.txt</c>: lines of small.yaml that are replaced, and what has to be found.</summary>
internal sealed class BrokenModel(string name, int line)
{
    private readonly string[] lines = File.ReadAllLines(PathOf("small.yaml"));
    private readonly List<string> expected = [];

    public string Name => name;

    /// <summary>Where the case stands.</summary>
    public string Place => $"broken.txt:{line}: {name}";

    /// <summary>What has to be found, as <c>VP201 5:1</c>.</summary>
    public IEnumerable<string> Expected => expected;

    /// <summary>The bytes of the model.</summary>
    public byte[] Bytes => Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");

    public static string PathOf(string file) => RepositoryFiles.PathOf("tests", "Dmm.Tests", "Modeling", file);

    public static IEnumerable<BrokenModel> All()
    {
        BrokenModel? current = null;
        var number = 0;
        foreach (var line in File.ReadLines(PathOf("broken.txt")))
        {
            number++;
            if (line.StartsWith("== ", StringComparison.Ordinal))
            {
                if (current is not null)
                    yield return current;
                current = new BrokenModel(line[3..], number);
            }
            else if (line.Length > 0 && line[0] != '#')
                current!.Take(line);
        }
        yield return current!;
    }

    private void Take(string line)
    {
        if (line.StartsWith("= ", StringComparison.Ordinal))
        {
            expected.Add(line[2..]);
            return;
        }
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var replacement = line.Length > colon + 1 ? line[(colon + 2)..] : ""; // a blank follows the colon
        lines[int.Parse(line[..colon], CultureInfo.InvariantCulture) - 1] = replacement;
    }
}
