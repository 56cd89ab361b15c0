using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace Vpio.Tests.Architecture;

/// <summary>The public types of a library, and which of them nobody outside needs.</summary>
internal static class PublicTypes
{
    /// <summary>Public types that no other library uses and that no needed type shows in its public signatures.</summary>
    /// <param name="library">The library's file.</param>
    /// <param name="users">The files of the libraries that use it.</param>
    /// <param name="entries">Full names of types that are there for users of the package, though nothing here uses them.</param>
    public static IReadOnlyList<string> Needless(string library, IEnumerable<string> users, IReadOnlyCollection<string> entries)
    {
        using var module = ModuleDefinition.ReadModule(library);
        var types = module.GetAllTypes().Where(IsPublic).ToDictionary(type => type.FullName);
        var needed = new HashSet<string>();
        var open = new Queue<string>([.. entries, .. users.SelectMany(user => NamesUsedBy(user))]);
        while (open.TryDequeue(out var name))
            if (types.TryGetValue(name, out var type) && needed.Add(name))
                foreach (var shown in TypeUses.ShownBy(type))
                    open.Enqueue(shown.FullName);
        return [.. types.Keys.Where(name => !needed.Contains(name) && !types[name].IsNested).Order(StringComparer.Ordinal)];
    }

    private static List<string> NamesUsedBy(string user)
    {
        using var module = ModuleDefinition.ReadModule(user);
        return [.. module.GetAllTypes().SelectMany(TypeUses.Of).Select(type => type.FullName).Distinct()];
    }

    private static bool IsPublic(TypeDefinition type) => type.IsNested ? type.IsNestedPublic && IsPublic(type.DeclaringType) : type.IsPublic;
}
