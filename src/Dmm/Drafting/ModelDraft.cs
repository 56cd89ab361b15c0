using System.Text.RegularExpressions;
using Dmm.Devices;
using Dmm.Modeling.Grammar;

namespace Dmm.Drafting;

/// <summary>Begins a model: a text that passes every check, with comments that lead on.</summary>
public static partial class ModelDraft
{
    private const int LongestTitle = 100;

    /// <summary>Whether a model can have this name.</summary>
    public static bool IsName(string name) => Name().IsMatch(name);

    /// <summary>A draft of a small NIC from which its author goes on.</summary>
    public static string Of(string name, RegionSpace space) => DraftText.Example(name, space);

    /// <summary>A draft that lists the registers of a recording.</summary>
    /// <param name="name">The name of the model.</param>
    /// <param name="recording">What the recording is called.</param>
    /// <param name="survey">What it shows.</param>
    public static string Of(string name, string recording, RecordingSurvey survey)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(survey);
        var printable = new string([.. recording.Take(LongestTitle).Select(each => char.IsControl(each) || char.IsSurrogate(each) || each is '\u2028' or '\u2029' ? '?' : each)]);
        return new RecordedDraft(name, printable.Trim().Length == 0 ? "a recording" : printable, survey).Write();
    }

    [GeneratedRegex(@"\A" + Forms.NamePattern + @"\z")]
    private static partial Regex Name();
}
