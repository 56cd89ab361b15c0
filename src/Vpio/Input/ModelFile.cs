using Dmm.Modeling;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;
using Vpio.Outcomes;

namespace Vpio.Input;

/// <summary>Reads models from files.</summary>
internal static class ModelFile
{
    /// <summary>The bytes of a model file; one byte more than a model may have, so that the loader can say that it is too large.</summary>
    public static byte[] ReadBytes(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[ModelLoader.MaxBytes + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return bytes[..length];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"the model '{path}' cannot be read: {Reason(fault)}");
        }
    }

    /// <summary>A model; its mistakes go to standard error, and end the verb.</summary>
    public static DeviceModel Load(string path, string? variant)
    {
        var result = ModelLoader.Load(path, ReadBytes(path), variant);
        foreach (var diagnostic in result.Diagnostics.Where(each => each.Severity == Severity.Error))
            Console.Error.WriteLine(diagnostic);
        return result.Model ?? throw new InputException($"the model has errors; 'vpio check {path}' lists them all");
    }

    /// <summary>Why a file could not be opened, in a few words.</summary>
    public static string Reason(Exception fault) => fault switch
    {
        ArgumentException => "the name is empty",
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        UnauthorizedAccessException => "it is a folder, or you may not read it",
        _ => fault.Message,
    };
}
