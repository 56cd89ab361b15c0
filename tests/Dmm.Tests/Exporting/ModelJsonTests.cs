using System.Text.Json.Nodes;
using Dmm.Exporting;
using Dmm.Tests.Ne2k;
using Dmm.Tests.Replaying;

namespace Dmm.Tests.Exporting;

public class ModelJsonTests
{
    [Fact]
    public void EveryPartOfAModelIsThere()
    {
        var tables = Ne2kModel.Tables("qemu");
        var json = ModelJson.Write(tables);

        Assert.Equal(
            [tables.Model.Registers.Count, tables.Model.Rules.Count, tables.Model.Checks.Count, tables.Plan.Hooks.Count, tables.Model.Machines.Count],
            new[] { "registers", "rules", "checks", "hooks", "machines" }.Select(key => json[key]!.AsArray().Count));
    }

    [Fact]
    public void AGuardIsItsTextAndWhatItReads()
    {
        var guard = Rules("sender", "sending").Single()["guard"]!;

        Assert.Equal("CR.GO and not CR.STOP", (string?)guard["text"]);
        Assert.Equal(["CR.GO", "CR.STOP"], guard["reads"]!.AsArray().Select(read => (string?)read!["name"]));
    }

    [Fact]
    public void ASlotSaysWhatIsJudgedOnAnAccess()
    {
        var json = ModelJson.Write(Sender.Tables);
        var slot = json["slots"]!.AsArray().Single(slot => (uint)slot!["offset"]! == 0 && (string?)slot["direction"] == "write")!;

        Assert.Equal("CR", (string?)slot["register"]);
        Assert.True((bool)slot["hooked"]!);
        Assert.Contains((int)Rules("sender", "sending").Single()["index"]!, slot["rules"]!.AsArray().Select(rule => (int)rule!));
    }

    private static IEnumerable<JsonNode> Rules(string machine, string to) =>
        ModelJson.Write(Sender.Tables)["rules"]!.AsArray().Where(rule => (string?)rule!["machine"] == machine && (string?)rule["to"] == to)!;
}
