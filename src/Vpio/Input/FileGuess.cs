using System.IO.Compression;
using System.Text;
using Dmm.Tracing;

namespace Vpio.Input;

/// <summary>What a file is that was given in the place of another, so that a message can say so.</summary>
internal static class FileGuess
{
    private const int LookedAt = 64 * 1024;

    /// <summary>Whether bytes begin like a recording, plain or compressed.</summary>
    public static bool IsRecording(ReadOnlySpan<byte> bytes) => TraceReaders.IsBegunBy(Unpacked(bytes));

    /// <summary>Whether bytes are the beginning of a model.</summary>
    public static bool IsModel(ReadOnlySpan<byte> bytes) => HasKey(bytes, "model:") && (HasKey(bytes, "registers:") || HasKey(bytes, "regions:")) && !IsScenario(bytes);

    /// <summary>Whether bytes begin like a model, whatever else is wrong with it.</summary>
    public static bool NamesModel(ReadOnlySpan<byte> bytes) => HasKey(bytes, "model:") && !IsScenario(bytes);

    /// <summary>Whether bytes are the beginning of a scenario.</summary>
    public static bool IsScenario(ReadOnlySpan<byte> bytes) => HasKey(bytes, "scenario:");

    /// <summary>The first bytes of a file; none of what is no plain file.</summary>
    public static byte[] Beginning(string path)
    {
        try
        {
            if (!File.Exists(path))
                return [];
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            if (!file.CanSeek)
                return [];
            var bytes = new byte[LookedAt];
            return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static ReadOnlySpan<byte> Unpacked(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith<byte>([0x1f, 0x8b]))
            return bytes[..Math.Min(bytes.Length, LookedAt)];
        var unpacked = new byte[LookedAt];
        try
        {
            using var gzip = new GZipStream(new MemoryStream(bytes.ToArray()), CompressionMode.Decompress);
            return unpacked.AsSpan(0, gzip.ReadAtLeast(unpacked, unpacked.Length, throwOnEndOfStream: false));
        }
        catch (InvalidDataException)
        {
            return default;
        }
    }

    private static bool HasKey(ReadOnlySpan<byte> bytes, string key)
    {
        foreach (var line in Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, LookedAt)]).EnumerateLines())
            if (line.StartsWith(key, StringComparison.Ordinal))
                return true;
        return false;
    }
}
