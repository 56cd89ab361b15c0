namespace Dmm.Tests.Tracing;

/// <summary>What each line of a text recording becomes, by the cases in the text files beside this one.</summary>
public sealed class LineCaseTests
{
    /// <summary>The files of cases, by the format of their lines.</summary>
    internal static readonly IReadOnlyDictionary<string, string[]> Files = new Dictionary<string, string[]>
    {
        ["QEMU log"] = ["qemu-lines.txt", "qemu-damage.txt", "qemu-devices.txt"],
        ["KVM events"] = ["kvm-lines.txt", "kvm-damage.txt"],
        ["mmiotrace"] = ["mmiotrace-lines.txt"],
        ["VFIO trace"] = ["vfio-lines.txt"],
        ["qtest log"] = ["qtest-lines.txt"],
        ["qtest script"] = ["qtest-scripts.txt"],
    };

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var one in Files.Values.SelectMany(files => files).SelectMany(LogCase.Load))
            data.Add(one.Place, one.Name);
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void LinesBecomeTheseEvents(string place, string name)
    {
        var one = LogCase.Load(place.Split(':')[0]).Single(candidate => candidate.Place == place);
        Assert.Equal(name, one.Name);
        one.AssertHolds();
    }
}
