using System.CommandLine;

namespace Vpio.Input;

/// <summary><c>--variant qemu</c>.</summary>
internal static class VariantOption
{
    /// <summary>A new option; the model's default variant when it is not given.</summary>
    public static Option<string?> Create() => new("--variant") { Description = "Variant of the model, as 'vpio check MODEL' lists them." };
}
