using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace Vpio.Tests.Architecture;

/// <summary>Reads off the compiled code of a library which room uses which.</summary>
/// <remarks>Code that the compiler makes (closures, state machines) counts for the type that it was made for.</remarks>
internal static class ArrowFinder
{
    /// <summary>What stands outside of all folders.</summary>
    public const string Outside = "-";

    /// <summary>The arrows between rooms, each with a type that uses and a type that is used.</summary>
    /// <param name="assembly">The library's file.</param>
    /// <param name="root">The namespace that all rooms are in.</param>
    public static IReadOnlyDictionary<Arrow, string> Find(string assembly, string root)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        var arrows = new Dictionary<Arrow, string>();
        foreach (var user in module.GetAllTypes())
            foreach (var used in TypeUses.Of(user).Where(part => part.Scope == module))
                if (RoomOf(user, root) is { } from && RoomOf(used, root) is { } to && from != to)
                    arrows.TryAdd(new Arrow(from, to), $"{TypeUses.Outermost(user).Name} uses {TypeUses.Outermost(used).Name}");
        return arrows;
    }

    /// <summary>The room of a type; null for what the compiler puts outside of the root.</summary>
    private static string? RoomOf(TypeReference type, string root)
    {
        var name = TypeUses.Outermost(type).Namespace;
        return name == root ? Outside : name.StartsWith(root + ".", StringComparison.Ordinal) ? name[(root.Length + 1)..].Split('.')[0] : null;
    }
}
