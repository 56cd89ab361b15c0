using System.Reflection;
using Dmm.Expressions;
using Dmm.Modeling;

namespace Dmm.Tests.Modeling;

/// <summary>The codes that are declared.</summary>
internal static class Codes
{
    public static IReadOnlySet<string> All { get; } = Of(typeof(DiagnosticCodes)).Concat(Of(typeof(ExpressionErrorCodes))).ToHashSet();

    private static IEnumerable<string> Of(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetValue(null)!);
}
