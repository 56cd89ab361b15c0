using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Dmm.Replaying;
using Vpio.Input;

namespace Vpio.Output;

/// <summary>What a report was made of: with which program, of which files.</summary>
/// <param name="Model">The path of the model.</param>
/// <param name="ModelHash">The SHA-256 of its bytes; null where they cannot be read again.</param>
/// <param name="Recording">The path of the recording.</param>
/// <param name="RecordingHash">The SHA-256 of its bytes; null where they cannot be read again.</param>
internal sealed record Provenance(string Model, string? ModelHash, string Recording, string? RecordingHash)
{
    /// <summary>The program and its version.</summary>
    public static string Tool { get; } = $"vpio {typeof(Provenance).Assembly.GetName().Version!.ToString(3)}";

    /// <summary>Looks at both files.</summary>
    public static Provenance Of(string model, string recording) => new(model, HashOf(model), recording, HashOf(recording));

    /// <summary>As an object of a report.</summary>
    public JsonObject Json(ReplayReport report) => new()
    {
        ["tool"] = Tool,
        ["model"] = Model,
        ["modelSha256"] = ModelHash,
        ["recordingSha256"] = RecordingHash,
        ["goals"] = string.Join(',', GoalOption.Words(report.Hooked.Goals)),
        ["memory"] = MemoryText.Of(report),
    };

    private static string? HashOf(string path)
    {
        try
        {
            if (!File.Exists(path))
                return null; // standard input, or a pipe, gives its bytes once
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
