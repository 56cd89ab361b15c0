using System.Globalization;

namespace Vpio.Tests.Verbs;

/// <summary>What is typed wrongly gets a first line that names it and says what to type, by the table in <c>misuses.txt</c>.</summary>
public class MisuseTests
{
    private const string Folder = "FOLDER";

    private static readonly string[] Table = File.ReadAllLines(RepositoryFiles.PathOf("tests", "Vpio.Tests", "Verbs", "misuses.txt"));

    public static TheoryData<int> Lines => [.. Enumerable.Range(0, Table.Length - 1).Where(at => Table[at + 1].StartsWith(' '))];

    [Theory]
    [MemberData(nameof(Lines))]
    public void FirstLineSaysWhatIsWrongAndWhatToDo(int at)
    {
        var folder = Directory.CreateTempSubdirectory("misuse").FullName;
        var (status, typed) = (Table[at].Split(" | ")[0], Table[at].Split(" | ")[1]);
        var expected = Table[at + 1].Trim().Replace(Folder, folder, StringComparison.Ordinal);

        var (actual, output, errors) = CommandLine.Run(typed.Replace(Folder, folder, StringComparison.Ordinal).Split(' '));

        var first = errors.Split('\n')[0];
        Assert.Equal(int.Parse(status, CultureInfo.InvariantCulture), actual);
        Assert.Equal("", output);
        if (expected.EndsWith("...", StringComparison.Ordinal))
            Assert.StartsWith(expected[..^3], first, StringComparison.Ordinal);
        else
            Assert.Equal(expected, first);
    }

    [Fact]
    public void ThereAreManyOfThem() => Assert.True(Lines.Count >= 60);

    [Theory]
    [InlineData]
    [InlineData("help")]
    [InlineData("help", "replay")]
    [InlineData("trace")]
    [InlineData("help", "trace")]
    public void HelpIsShownWhereItIsAskedFor(params string[] typed)
    {
        var (status, output, errors) = CommandLine.Run(typed);

        Assert.Equal((0, ""), (status, errors));
        Assert.StartsWith("Description:", output, StringComparison.Ordinal);
    }

    [Fact]
    public void HelpOfForNamesTheWordsThatAreAccepted()
    {
        var help = CommandLine.Run("replay", "--help").Output;

        Assert.Contains("<handoff|dma|frames|shadow|station>", help, StringComparison.Ordinal);
        Assert.DoesNotContain("Handoff", help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PipeIntoWhichAModelIsWrittenIsRead()
    {
        var pipe = Path.Combine(Directory.CreateTempSubdirectory("pipe").FullName, "model");
        System.Diagnostics.Process.Start("mkfifo", pipe).WaitForExit();
        var writing = Task.Run(() => File.WriteAllBytes(pipe, RepositoryFiles.Bytes("models", "ne2k.yaml")));

        Assert.Equal(0, CommandLine.Run("check", pipe).Status);
        await writing;
    }

    [Fact]
    public void PipeIntoWhichNobodyWritesIsNotWaitedForWithoutEnd()
    {
        var pipe = Path.Combine(Directory.CreateTempSubdirectory("pipe").FullName, "model");
        System.Diagnostics.Process.Start("mkfifo", pipe).WaitForExit();

        var (status, _, errors) = CommandLine.Run("check", pipe);

        Assert.Equal(2, status);
        Assert.Contains("is it a pipe into which nobody writes?", errors, StringComparison.Ordinal);
        using var released = new FileStream(pipe, FileMode.Open, FileAccess.Write); // lets the reader that was left behind go
    }

    [Fact]
    public void NoMutantTriedIsNoSuccess()
    {
        var (status, output, errors) = CommandLine.Run("mutate", "models/ne2k.yaml", "traces/ne2k_pci-boot.qemu.log.gz", "--limit", "1", "--handoff", "none", "--max-mutants", "3");

        // A fast machine may try one before the millisecond is over.
        var isNoneTried = output.Contains(": 0 of 0 mutants caught", StringComparison.Ordinal);
        Assert.Equal(isNoneTried ? 3 : 0, status);
        Assert.Equal(isNoneTried, errors.Contains("no mutant was tried within 1 ms", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData('\u202a')]
    [InlineData('\u202e')]
    [InlineData('\u2066')]
    [InlineData('\u2069')]
    public void ControlsOfBidirectionalTextDoNotReachTheTerminal(char control)
    {
        var folder = Directory.CreateTempSubdirectory("bidi").FullName;
        var (model, escaped, recording) = (Path.Combine(folder, "m.yaml"), Path.Combine(folder, "e.yaml"), Path.Combine(folder, "r.log"));
        var text = File.ReadAllText(RepositoryFiles.PathOf("docs", "examples", "tn8.yaml"));
        var title = text.Split('\n').Single(line => line.StartsWith("title:", StringComparison.Ordinal));
        File.WriteAllText(model, text.Replace(title, $"title: a{control}b", StringComparison.Ordinal));
        File.WriteAllText(escaped, text.Replace(title, $"title: \"a\\u{(int)control:x4}b\"", StringComparison.Ordinal));
        File.WriteAllText(recording, $"memory_region_ops_write cpu 0 mr 0x1 addr 0x300 value 0x1 size 1 name 'a'\nmemory_region_ops_write cpu {control}\n");

        foreach (var typed in (string[][])[["check", model], ["check", escaped], ["replay", "docs/examples/tn8.yaml", recording, "--base", "0x300"]])
        {
            var (status, output, errors) = CommandLine.Run(typed);
            Assert.NotEqual(0, status);
            Assert.DoesNotContain(control, output + errors);
        }
    }
}
