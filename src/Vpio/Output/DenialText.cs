using Dmm.Monitoring;

namespace Vpio.Output;

/// <summary>Why an access was denied, where no check says it.</summary>
internal static class DenialText
{
    public static string Of(DenialKind kind) => kind == DenialKind.Size
        ? "the register does not take this size"
        : "the model lists no register there, in that direction and bank";
}
