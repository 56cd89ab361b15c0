using System.Text;
using Dmm.Modeling;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;

namespace Dmm.Tests.Modeling;

/// <summary>Loads models from texts, as short as tests want to write it.</summary>
internal static class Loading
{
    /// <summary>The name under which diagnostics show a text.</summary>
    public const string File = "nic.yaml";

    /// <summary>The model of a text that has no mistakes.</summary>
    public static DeviceModel Model(string text, string? variant = null)
    {
        var result = ModelLoader.Load(File, Encoding.UTF8.GetBytes(text), variant);
        Assert.True(result.Model is not null, Show(result.Diagnostics));
        return result.Model;
    }

    /// <summary>What is said of a text and its variants: <c>VP201 3:5</c>.</summary>
    public static IEnumerable<string> Faults(string text) => Faults(Encoding.UTF8.GetBytes(text));

    /// <summary>What is said of a file and its variants: <c>VP201 3:5</c>.</summary>
    public static IEnumerable<string> Faults(byte[] bytes) =>
        ModelLoader.CheckAll(File, bytes).Diagnostics.Select(each => $"{each.Code} {each.Location.Line}:{each.Location.Column}");

    /// <summary>All that is said, for the message of a failure.</summary>
    public static string Show(IEnumerable<Diagnostic> diagnostics) => string.Join(Environment.NewLine, diagnostics);
}
