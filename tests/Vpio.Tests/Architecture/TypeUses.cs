using Mono.Cecil;

namespace Vpio.Tests.Architecture;

/// <summary>The types that a type uses, read off its compiled code: signatures, bodies of methods, attributes.</summary>
/// <remarks>A constant leaves no trace in a body.</remarks>
internal static class TypeUses
{
    /// <summary>Every type that a type uses anywhere.</summary>
    public static IEnumerable<TypeReference> Of(TypeDefinition type) => UsedBy(type).SelectMany(Parts);

    /// <summary>The types in the public and protected signatures of a type: who can use the type has to see them.</summary>
    public static IEnumerable<TypeReference> ShownBy(TypeDefinition type) => new TypeReference?[][]
    {
        [type.BaseType],
        [.. type.Interfaces.Select(each => each.InterfaceType)],
        [.. type.GenericParameters.SelectMany(Constraints)],
        [.. type.Fields.Where(field => field.IsPublic || field.IsFamily).Select(field => field.FieldType)],
        [.. type.Methods.Where(method => method.IsPublic || method.IsFamily).SelectMany(method => Signature(method).Concat(method.GenericParameters.SelectMany(Constraints)))],
        [.. type.NestedTypes.Where(nested => nested.IsNestedPublic)],
    }.SelectMany(each => each).SelectMany(Parts);

    /// <summary>The type that stands in a namespace.</summary>
    public static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

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
