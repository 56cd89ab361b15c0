using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Vpio.Tests.Verbs;

/// <summary>What holds of every verb, also of one that is added tomorrow: the list is the command line's own.</summary>
public partial class VerbTests
{
    /// <summary>Verbs without <c>--json</c>, and what their output is.</summary>
    private static readonly Dictionary<string, string> WithoutJson = new(StringComparer.Ordinal)
    {
        ["new"] = "a model",
        ["export"] = "what --format says, which may be json",
        ["schema"] = "JSON",
        ["trace convert"] = "a file",
    };

    public static TheoryData<string> Verbs => [.. VerbCase.Known];

    public static TheoryData<int> Lines => [.. VerbCase.All.Select(each => each.Line)];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void HelpHasAnExampleThatTheVerbTakes(string verb)
    {
        var help = Folded(CommandLine.Run([.. verb.Split(' '), "--help"]).Output);

        var example = Example().Match(help);
        Assert.True(example.Success, help);
        var typed = example.Groups[1].Value.Split(" > ")[0];
        Assert.StartsWith($"{verb} ", typed + " ", StringComparison.Ordinal);
        Assert.Empty(Program.Verbs().Parse(typed).Errors);
    }

    [Theory]
    [InlineData("trace")]
    [InlineData("verify")]
    [InlineData("bench")]
    public void AVerbWithOthersUnderItHasAnExampleToo(string verb) =>
        Assert.Contains($"Example: vpio {verb} ", Folded(CommandLine.Run(verb, "--help").Output), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Verbs))]
    public void WhatPrintsDataPrintsJson(string verb)
    {
        if (WithoutJson.ContainsKey(verb))
            return;
        var use = VerbCase.All.First(each => each.Verb == verb && each.Status == 0);

        var (status, output, _) = CommandLine.Run([.. use.Typed, "--json"]);

        Assert.Equal(0, status);
        var values = verb == "decode" ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [output];
        Assert.All(values, value => Assert.NotNull(JsonNode.Parse(value)));
    }

    [Fact]
    public void EveryVerbIsUsedHere() => Assert.Equal(VerbCase.Known.Order(StringComparer.Ordinal), VerbCase.All.Select(each => each.Verb).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void EveryVerbIsInTheReadme()
    {
        var list = File.ReadLines(RepositoryFiles.PathOf("README.md")).Single(line => line.StartsWith("The verbs are ", StringComparison.Ordinal));

        Assert.Equal(VerbCase.Known.Order(StringComparer.Ordinal), Quoted().Matches(list).Select(match => match.Groups[1].Value).Where(word => word[0] != '-').Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void TheStatusIsTheListedOneAndNothingIsColoured(int line)
    {
        var use = VerbCase.All.Single(each => each.Line == line);

        var (status, output, errors) = CommandLine.Run(use.Typed);

        Assert.True(status == use.Status, $"verbs.txt:{line}: the status is {status}, not {use.Status}: {errors}");
        Assert.DoesNotContain('\u001b', output + errors);
        Assert.Equal(use.Status == 2, output.Length == 0 && errors.StartsWith("vpio: ", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void AnUnknownOptionIsWrongUsage(string verb)
    {
        var (status, output, errors) = CommandLine.Run([.. verb.Split(' '), "--no-such-option"]);

        Assert.Equal((2, ""), (status, output));
        Assert.Contains("'--no-such-option'", errors, StringComparison.Ordinal);
        Assert.Contains($"'vpio {verb} --help' shows what it takes", errors, StringComparison.Ordinal);
    }

    /// <summary>Help is broken into lines as wide as the console.</summary>
    private static string Folded(string help) => Space().Replace(help, " ");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex("Example: vpio (.+?) Usage: ")]
    private static partial Regex Example();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [Fact]
    public void EachVerbIsKnownByItsName() => Assert.All(Program.Table, verb => Assert.Equal(verb.Name, verb.Create().Name));
}
