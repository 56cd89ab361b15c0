using Dmm.Expressions;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds how frames are received.</summary>
internal static class ReceiveBinder
{
    public static ReceiveInfo? Bind(Binding binding, InterruptInfo? interrupt)
    {
        if (binding.Root["receive"] is not YamlMapping entry)
            return null;
        var listens = binding.Compile(entry, "listens", ExpressionType.Bool);
        var ring = RingDeclaration.Bind(binding, (YamlMapping)entry["ring"]!);
        var header = (YamlMapping)entry["header"]!;
        var shown = BindShown(binding, header);
        CheckHeader(binding, header, ring);
        var causes = BindCauses(binding, entry, "cause", interrupt);
        var accepts = AddressFilterBinder.Bind(binding, (YamlMapping)entry["accepts"]!);
        var widened = WidenedBinder.Bind(binding, entry);
        return listens is null || ring is null || accepts is null ? null : new ReceiveInfo(
            listens, ring.Window, ring.Unit, ring.First, ring.End, ring.Read, ring.Next,
            Byte(header, "bytes"), Byte(header, "next"), Byte(header, "status"), shown, causes,
            accepts, widened, binding.Root.KeyOf("receive")!.Location)
        {
            HeaderCount = header["count"] is null ? null : Byte(header, "count"),
            Uncounted = header["uncounted"] is null ? 0 : Byte(header, "uncounted"),
        };
    }

    private static uint Byte(YamlMapping header, string key) => (uint)header.Number(key)!.Value;

    private static RegisterInfo? BindShown(Binding binding, YamlMapping header)
    {
        if (header["shown_in"] is null || !binding.TryRegister(header, "shown_in", out var register))
            return null;
        if (!register.IsReadable)
            binding.Report.Error(DiagnosticCodes.NotReadable, header["shown_in"]!, $"'{register.Name}' (line {register.Location.Line}) cannot be read, so it shows nothing", "name the register in which a driver finds the status");
        return register;
    }

    private static void CheckHeader(Binding binding, YamlMapping header, RingDeclaration? ring)
    {
        var bytes = Byte(header, "bytes");
        foreach (var key in new[] { "next", "status" })
            if (Byte(header, key) >= bytes)
                binding.Report.Error(DiagnosticCodes.OutOfRange, header[key]!, $"byte {Byte(header, key)} lies outside the header, which has {bytes} bytes", "correct it, or 'bytes'; the first byte is 0");
        if (header["count"] is { } count && header.Number("count")!.Value + 1 >= bytes)
            binding.Report.Error(DiagnosticCodes.OutOfRange, count, $"the count in bytes {header.Number("count")} and {header.Number("count")!.Value + 1} lies outside the header, which has {bytes} bytes", "correct it, or 'bytes'; the first byte is 0");
        if (header["uncounted"] is { } uncounted && header["count"] is null)
            binding.Report.Error(DiagnosticCodes.WrongChoice, uncounted, "without a 'count' nothing is left out of it", "add 'count', or take it away");
        if (Byte(header, "next") == Byte(header, "status"))
            binding.Report.Error(DiagnosticCodes.OutOfRange, header["status"]!, "the status is the same byte as 'next'", "give each a byte of its own");
        if (ring is { LastUnit: > byte.MaxValue })
            binding.Report.Error(DiagnosticCodes.Receive, header["next"]!, $"a byte cannot name the last unit of '{ring.Window.Name}', which is {ring.LastUnit}", "choose a larger 'unit' of the ring, as the device counts");
    }

    /// <summary>The bits of the cause register that fields under a key name.</summary>
    public static ulong BindCauses(Binding binding, YamlMapping entry, string key, InterruptInfo? interrupt)
    {
        if (interrupt is null && key == "cause" && binding.Root["interrupt"] is null && !binding.IsLost("interrupt"))
            binding.Report.Error(DiagnosticCodes.MissingKey, entry.KeyOf(key)!, "the cause of a received frame is named, but the model has no 'interrupt'", "add 'interrupt: { cause: REGISTER }'");
        var causes = 0UL;
        foreach (var name in entry.Scalars(key))
        {
            if (PagingBinder.FindField(binding, name) is not { } field || interrupt is null)
                continue;
            if (field.Register != interrupt.Cause)
                binding.Report.Error(DiagnosticCodes.Receive, name, $"'{name.Text}' is not a field of '{interrupt.Cause.Name}', which tells the cause of an interrupt", $"name a field of '{interrupt.Cause.Name}'");
            causes |= ulong.MaxValue >> (64 - field.Width) << field.Shift;
        }
        return causes;
    }
}
