namespace Dmm.Tests.Ne2k;

/// <summary>Sequences of real drivers, as text in <c>Sequences/</c>, run on the variants that describe hardware.</summary>
public class SequenceTests
{
    public static TheoryData<string, string> All()
    {
        var data = new TheoryData<string, string>();
        foreach (var file in Directory.GetFiles(Sequence.Folder, "*.txt").Order(StringComparer.Ordinal))
            foreach (var name in Sequence.NamesIn(file))
                data.Add(Path.GetFileName(file), name);
        return data;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void TheModelFollows(string file, string name)
    {
        foreach (var variant in new[] { "dp8390", "rtl8029" })
            new SequenceRunner(variant).Run(Path.Combine(Sequence.Folder, file), name);
    }
}
