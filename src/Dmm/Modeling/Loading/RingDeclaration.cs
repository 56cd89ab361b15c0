using Dmm.Expressions;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>The ring of a <c>receive</c> section, bound.</summary>
internal sealed record RingDeclaration(WindowInfo Window, uint Unit, CompiledExpression First, CompiledExpression End, RegisterInfo Read, RegisterInfo Next)
{
    /// <summary>The number of the last unit of the window.</summary>
    public ulong LastUnit => (Window.Start + (Window.Size - 1)) / Unit;

    /// <summary>Binds it; null when a part of it is not known.</summary>
    public static RingDeclaration? Bind(Binding binding, YamlMapping entry)
    {
        var isFound = binding.TryFind(entry.Scalar("in")!, NameKind.Window, binding.Windows, out var window);
        if (window is { IsGuest: true })
            binding.Report.Error(DiagnosticCodes.Receive, entry["in"]!, $"'{window.Name}' is the guest's memory; frames can be sorted in memory on the card only", "name a window with 'space: card'");
        var first = binding.Compile(entry, "first", ExpressionType.Int);
        var end = binding.Compile(entry, "end", ExpressionType.Int);
        isFound &= binding.TryRegister(entry, "read", out var read) & binding.TryRegister(entry, "next", out var next);
        if (read is not null && ReceiveRegisters.MustBeWritable(binding, entry["read"]!, read))
            ReceiveRegisters.MustBeKnown(binding, entry["read"]!, read);
        if (next is not null)
            CheckNext(binding, entry["next"]!, next);
        return isFound && window is { IsGuest: false } && first is not null && end is not null
            ? new RingDeclaration(window, (uint)entry.Number("unit")!.Value, first, end, read!, next!) : null;
    }

    // The device moves it on with every frame, so that its writes alone do not tell its value.
    private static void CheckNext(Binding binding, YamlNode mention, RegisterInfo next)
    {
        if (ReceiveRegisters.MustBeWritable(binding, mention, next) && !next.CanBeProbed)
            binding.Report.Error(DiagnosticCodes.NotReadable, mention, $"'{next.Name}' cannot be read, or not without a side effect, and the device moves it on", "correct its 'access', or say under 'readback' where it can be read");
    }
}
