using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Dmm.Hooking;
using Dmm.Memory;
using Dmm.Replaying;
using Vpio.Input;

namespace Vpio.Output;

/// <summary>What a report was made of: with which program, of which files.</summary>
/// <param name="Model">The path of the model, or of the scenario that names it.</param>
/// <param name="ModelHash">The SHA-256 of its bytes; null where they cannot be read again.</param>
/// <param name="Files">What the model was held against: recordings, scripts, with their hashes, which are null where the bytes cannot be read again.</param>
internal sealed record Provenance(string Model, string? ModelHash, IReadOnlyList<(string Path, string? Hash)> Files)
{
    /// <summary>The program and its version.</summary>
    public static string Tool { get; } = $"vpio {typeof(Provenance).Assembly.GetName().Version!.ToString(3)}";

    /// <summary>The path of the only recording.</summary>
    public string Recording => Files[0].Path;

    /// <summary>The SHA-256 of the only recording.</summary>
    public string? RecordingHash => Files[0].Hash;

    /// <summary>Looks at the files.</summary>
    public static Provenance Of(string model, params IEnumerable<string> files) => new(model, HashOf(model), [.. files.Select(path => (path, HashOf(path)))]);

    /// <summary>The same for a model of which there are only bytes: one that comes with the program.</summary>
    public static Provenance OfBytes(string model, ReadOnlySpan<byte> bytes) => new(model, Convert.ToHexStringLower(SHA256.HashData(bytes)), []);

    /// <summary>As an object of the report of a replay.</summary>
    public JsonObject Json(ReplayReport report) => new()
    {
        ["tool"] = Tool,
        ["model"] = Model,
        ["modelSha256"] = ModelHash,
        ["recordingSha256"] = RecordingHash,
        ["goals"] = string.Join(',', GoalOption.Words(report.Hooked.Goals)),
        ["memory"] = MemoryText.Of(report),
    };

    /// <summary>As an object of any other report.</summary>
    /// <param name="goals">What the monitor answered; null where that is no choice.</param>
    /// <param name="memory">Where the guest had memory; null where the work gives each guest its own.</param>
    public JsonObject Json(HookGoals? goals = null, GuestMap? memory = null)
    {
        var json = new JsonObject { ["tool"] = Tool, ["model"] = Model, ["modelSha256"] = ModelHash };
        if (Files.Count > 0)
            json["files"] = JsonText.List(Files.Select(file => new JsonObject { ["path"] = file.Path, ["sha256"] = file.Hash }));
        if (goals is { } words)
            json["goals"] = string.Join(',', GoalOption.Words(words));
        if (memory is not null)
            json["memory"] = memory.ToString();
        return json;
    }

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
