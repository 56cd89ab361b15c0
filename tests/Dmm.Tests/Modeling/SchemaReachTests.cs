using System.Text.Json.Nodes;
using Dmm.Modeling.Grammar;
using YamlDotNet.Core;

namespace Dmm.Tests.Modeling;

/// <summary>How far the schema reaches: what an editor shows of the mistakes in a file's text and shape, and why it cannot show the rest.</summary>
public class SchemaReachTests
{
    /// <summary>Broken models whose mistake of text or shape the schema does not see, by the reason.</summary>
    private static readonly Dictionary<string, string[]> Unseen = new(StringComparer.Ordinal)
    {
        ["a schema sees values, and not how they were written"] = ["anchor", "number-octal", "not-utf-8", "second-byte-order-mark", "tag"],
        ["the grammar says of each key what stands under it, and not which keys go together"] =
        [
            "array-without-entries", "check-of-nothing", "check-with-condition-and-dma", "condition-with-window", "context-live-of-register", "context-memory-as",
            "context-of-two", "delivery-hash-without-shift", "descriptor-ring-without-end", "guest-window-with-place", "layout-borrowed-twice", "live-part-of-both", "live-part-without-end",
            "missing-address-of-dma", "missing-frame-event", "missing-place-of-window", "nested-with-a-head", "place-without-dma", "receive-without-interrupt",
            "several-sizes", "where-without-of",
        ],
        ["whether a place is banked is said elsewhere in the file"] = ["page-missing", "page-missing-for-readback", "page-without-paging"],
        ["what a variant lacks depends on what it is laid over"] = ["key-taken-away-in-variant", "missing-key-in-variant", "nothing-to-take-away-in-variant", "receive-interrupt-taken-away-in-variant"],
        ["a mapping without entries is a mapping"] = ["no-states"],
    };

    private static readonly DraftSevenValidator Validator = new(JsonNode.Parse(JsonSchema.Write())!.AsObject());

    [Fact]
    public void AMistakeOfTextOrShapeIsSeenByAnEditorOrCannotBe()
    {
        var unseen = BrokenModel.All.Where(IsAboutTextOrShape).Where(model => !IsSeen(model)).Select(model => model.Name[..^5]).ToList();
        Assert.Equal(Unseen.SelectMany(reason => reason.Value).Order(StringComparer.Ordinal), unseen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WhatFollowsFromAModelIsNotForTheSchema() => Assert.All(
        BrokenModel.All.Where(model => model.Expected.All(expected => expected.StartsWith("VP6", StringComparison.Ordinal))),
        model => Assert.True(IsValid(model), model.Name));

    private static bool IsAboutTextOrShape(BrokenModel model) => model.Expected.Any(expected => expected[2] is '1' or '2');

    private static bool IsSeen(BrokenModel model)
    {
        try
        {
            return !IsValid(model);
        }
        catch (Exception fault) when (fault is YamlException or InvalidOperationException or InvalidCastException or ArgumentException)
        {
            return true; // an editor's parser comes first
        }
    }

    private static bool IsValid(BrokenModel model) => Validator.Problems(EditorYaml.Read(model.Bytes)).Count == 0;
}
