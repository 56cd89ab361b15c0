using Dmm.Devices;
using Dmm.Modeling.Model;
using Dmm.Tracing;
using Vpio.Outcomes;

namespace Vpio.Input;

/// <summary>Opens recordings: a file, or standard input when the name is <c>-</c>.</summary>
internal static class RecordingFile
{
    private const uint UnknownPortSize = 0x20;
    private const uint UnknownMemorySize = 0x1000;

    /// <summary>Opens the bytes of a recording.</summary>
    public static Stream OpenStream(string path)
    {
        if (path == "-")
            return Console.OpenStandardInput();
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"the recording '{path}' cannot be read: {FileFault.OfReading(fault, path)}");
        }
    }

    /// <summary>What a reader has to know of a model to find the device in a log.</summary>
    public static TraceReaderOptions OptionsFor(DeviceModel? model, DeviceOptions device)
    {
        var isMemory = device.Base > ushort.MaxValue;
        var region = model?.Regions.FirstOrDefault(each => isMemory ? each.Space == RegionSpace.Memory : each.Number == 0);
        return new TraceReaderOptions
        {
            PciIds = model?.PciIds ?? [],
            IsaBases = model?.IsaBases ?? [],
            Regions = model is null ? [] : [.. model.Regions.Where(each => !each.IsBehindIndex).Select(each => new TraceRegion(each.Number, each.Space, 0, each.Size))],
            IsaSize = region?.Size ?? (isMemory ? UnknownMemorySize : UnknownPortSize),
            Base = device.Base,
            BaseRegion = region?.Number ?? 0,
            DataPorts = model is null ? null : [.. model.DataPorts],
            PciAddress = device.PciAddress,
            Irq = device.Irq,
        };
    }

    /// <summary>Ends the verb when a recording is of something else.</summary>
    public static void MustHoldAccesses(long accesses, string path)
    {
        if (accesses == 0)
            throw new InputException($"the recording '{path}' holds no access to the device: 'vpio trace info {path}' tells what it holds; --device or --base choose another device");
    }

    /// <summary>Ends the verb when a recording could not be used at all.</summary>
    public static void MustBeReadable(ITraceReader reader, string path)
    {
        if (reader.Unreadable is not { } why)
            return;
        var beginning = FileGuess.Beginning(path);
        if (FileGuess.IsModel(beginning))
            throw new InputException($"'{path}' is a model, not a recording: are the two swapped?");
        if (FileGuess.IsScenario(beginning))
            throw new InputException($"'{path}' is a scenario, not a recording: 'vpio mux {path}' runs it");
        throw new InputException($"the recording '{path}' cannot be used: {why}");
    }
}
