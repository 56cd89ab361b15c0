using Vpio.Outcomes;

namespace Vpio.Input;

/// <summary>Reads a small file, a model or a scenario, whatever its name leads to.</summary>
internal static class InputFile
{
    // Long enough for a program that makes a model while it is read, 'vpio check <(make-model)'.
    private const int PatienceMs = 10_000;

    /// <summary>The bytes of a file.</summary>
    /// <param name="kind">What it should be, for messages: the model, the scenario.</param>
    /// <param name="path">Its name.</param>
    /// <param name="maxBytes">The most that such a file may have; one byte more is read, so that it can be said that it is too large.</param>
    public static byte[] Read(string kind, string path, int maxBytes)
    {
        // A pipe into which nobody writes is waited for already when it is opened, so both are done where it can be left behind.
        var reading = Task.Run(() => ReadNow(path, maxBytes + 1));
        try
        {
            return reading.Wait(PatienceMs) ? reading.Result
                : throw new InputException($"the {kind} '{path}' cannot be read: nothing came for {PatienceMs / 1000} s; is it a pipe into which nobody writes?");
        }
        catch (AggregateException several) when (several.InnerException is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"the {kind} '{path}' cannot be read: {FileFault.OfReading(several.InnerException, path, "*.yaml")}");
        }
    }

    private static byte[] ReadNow(string path, int most)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[most];
        return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}
