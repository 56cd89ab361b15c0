using System.Text;
using Dmm.Analysis.Shrinking;
using Dmm.Modeling.Model;
using Dmm.Tracing;
using Dmm.Tracing.Qemu;
using Dmm.Tracing.Qtest;

namespace Vpio.Output;

/// <summary>A shrunk recording in the three forms in which it is handed on: a text to mail, a binary recording, and a script for QEMU's device.</summary>
internal sealed class ShrunkForms(DeviceModel model, PlacedDevice device, ShrinkResult result, string source)
{
    private string[] Comments =>
    [
        $"{(result.Accesses == 1 ? "1 access" : $"{Figures.Count(result.Accesses)} accesses")} of {source}; {(result.IsLeast ? "none can be left out" : "perhaps not the fewest")}.",
        $"What they show, with model {model.Name}, variant {model.Variant}: {result.Symptom.Text}.",
    ];

    /// <summary>The accesses as QEMU's log prints them.</summary>
    public byte[] Text() => Encoding.UTF8.GetBytes(QemuLogWriter.Write(device, model.Name, Comments, result.Events));

    /// <summary>The accesses as a <c>.vpt</c> recording.</summary>
    public byte[] Binary()
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryTraceWriter(stream, $"shrunk from {source}", leaveOpen: true))
        {
            writer.Describe(new TraceDevice { Id = device.Id, PciAddress = device.PciAddress, Regions = device.Regions });
            writer.Write([.. result.Events]);
            writer.Complete();
        }
        return stream.ToArray();
    }

    /// <summary>The accesses as commands of qtest.</summary>
    /// <param name="qemuDevice">What QEMU calls the device.</param>
    /// <param name="file">The name that the script will have.</param>
    public byte[] Script(string qemuDevice, string file) =>
        Encoding.UTF8.GetBytes(QtestScript.Write(device, qemuDevice, file, Comments, result.Events));
}
