using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace Vpio.Tests.Architecture;

/// <summary>Reads off the compiled code of a library which room uses which: signatures, bodies of methods, attributes.</summary>
/// <remarks>Code that the compiler makes (closures, state machines) counts for the type that it was made for. A constant leaves no trace in a body.</remarks>
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
            foreach (var used in UsedBy(user).SelectMany(Parts).Where(part => part.Scope == module))
                if (RoomOf(user, root) is { } from && RoomOf(used, root) is { } to && from != to)
                    arrows.TryAdd(new Arrow(from, to), $"{Outermost(user).Name} uses {Outermost(used).Name}");
        return arrows;
    }

    /// <summary>The room of a type; null for what the compiler puts outside of the root.</summary>
    private static string? RoomOf(TypeReference type, string root)
    {
        var name = Outermost(type).Namespace;
        return name == root ? Outside : name.StartsWith(root + ".", StringComparison.Ordinal) ? name[(root.Length + 1)..].Split('.')[0] : null;
    }

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<TypeReference?> UsedBy(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(each => each.InterfaceType),
        .. type.GenericParameters.SelectMany(Constraints),
        .. type.Fields.Select(field => field.FieldType),
        .. Attributes([type, .. type.Fields, .. type.Properties, .. type.Methods]),
        .. type.Methods.SelectMany(UsedBy),
    ];

    private static IEnumerable<TypeReference?> UsedBy(MethodDefinition method) =>
    [
        .. Signature(method),
        .. method.GenericParameters.SelectMany(Constraints),
        .. !method.HasBody ? [] : method.Body.Variables.Select(variable => variable.VariableType),
        .. !method.HasBody ? [] : method.Body.ExceptionHandlers.Select(handler => handler.CatchType),
        .. !method.HasBody ? [] : method.Body.Instructions.SelectMany(instruction => instruction.Operand switch
        {
            TypeReference type => [type],
            FieldReference field => [field.DeclaringType, field.FieldType],
            MethodReference called => Signature(called),
            _ => Enumerable.Empty<TypeReference?>(),
        }),
    ];

    private static IEnumerable<TypeReference?> Signature(MethodReference method) =>
    [
        method.DeclaringType,
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method is GenericInstanceMethod generic ? generic.GenericArguments : [],
    ];

    private static IEnumerable<TypeReference> Constraints(GenericParameter parameter) => parameter.Constraints.Select(constraint => constraint.ConstraintType);

    private static IEnumerable<TypeReference> Attributes(IEnumerable<ICustomAttributeProvider> bearers) =>
        bearers.SelectMany(bearer => bearer.CustomAttributes).SelectMany(attribute => attribute.ConstructorArguments.Select(argument => argument.Value).OfType<TypeReference>().Append(attribute.AttributeType));

    /// <summary>The types that a type is made of: those of an array, and of what stands between angle brackets.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        TypeSpecification made => Parts(made.ElementType),
        _ => [type],
    };
}
